/// Reads single values and lists of a policy file; whatever is wrong is noted, and nil returned.
struct ValueReader {
  let faults: FaultCollector

  /// The text of a single value as it stands in the file; `yes`, `no`, `on`, `off` and numbers are text, too.
  ///
  /// - Parameters:
  ///   - what: the value's name in messages, without backticks.
  ///   - limit: most Unicode scalars.
  func text(_ node: SourceNode, _ what: String, limit: Int = 10_000) -> String? {
    guard let text = scalar(node, what) else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      faults.add(node.mark, "\(what.quoted) must not be empty")
      return nil
    }
    guard text.unicodeScalars.count <= limit else {
      faults.add(node.mark, "\(what.quoted) has more than \(limit) characters")
      return nil
    }
    return text
  }

  /// A name that other places refer to and that goes into headers: lower-case letters, digits, `-` and `_`.
  func identifier(_ node: SourceNode, _ what: String) -> String? {
    guard let text = scalar(node, what) else { return nil }
    guard Self.isIdentifier(text) else {
      faults.add(
        node.mark,
        "\(what.quoted) \(text.quoted) must be 1 to 64 lower-case letters, digits, `-` or `_`, and begin with a letter")
      return nil
    }
    return text
  }

  static func isIdentifier(_ text: String) -> Bool {
    guard (1...64).contains(text.utf8.count), let first = text.utf8.first, (97...122).contains(first) else {
      return false
    }
    return text.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
  }

  /// One of the words of an enumeration.
  func word<Word: CaseIterable & RawRepresentable<String>>(
    _ node: SourceNode, _ what: String, as type: Word.Type = Word.self
  ) -> Word? {
    guard let text = scalar(node, what) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let hint = NearestWord.hint(for: text, among: Word.allCases.map(\.rawValue))
    faults.add(node.mark, "unknown \(what) \(text.quoted)\(hint)")
    return nil
  }

  /// One word or a list of words, none twice and at least one.
  func words<Word: CaseIterable & RawRepresentable<String> & Equatable>(
    _ node: SourceNode, _ what: String, as type: Word.Type = Word.self
  ) -> [Word]? {
    guard case .list(let nodes) = node.value else { return word(node, what, as: type).map { [$0] } }
    guard !nodes.isEmpty else {
      faults.add(node.mark, "the list must not be empty")
      return nil
    }
    var words: [Word] = []
    for node in nodes where !faults.isFull {
      guard let word = word(node, what, as: type) else { continue }
      if words.contains(word) {
        faults.add(node.mark, "\(word.rawValue.quoted) is listed twice")
      } else {
        words.append(word)
      }
    }
    return words.isEmpty ? nil : words
  }

  /// One text or a list of texts, none twice and at least one; nil when one of them is not accepted.
  ///
  /// - Parameter accepts: says what is wrong with a text itself.
  func texts(
    _ node: SourceNode, _ what: String, limit: Int, accepts: (String, SourceMark) -> Bool
  ) -> [String]? {
    let nodes: [SourceNode]
    if case .list(let found) = node.value {
      guard let list = list(node, what, limit: limit) else { return nil }
      guard !found.isEmpty else {
        faults.add(node.mark, "the list must not be empty")
        return nil
      }
      nodes = list
    } else {
      nodes = [node]
    }
    var seen: Set<String> = []
    var texts: [String] = []
    for node in nodes where !faults.isFull {
      guard let text = text(node, what), accepts(text, node.mark) else { continue }
      if seen.insert(text).inserted {
        texts.append(text)
      } else {
        faults.add(node.mark, "\(text.quoted) is listed twice")
      }
    }
    return texts.count == nodes.count ? texts : nil
  }

  /// A mapping's entries, at most `limit`, whatever their keys.
  func entries(_ node: SourceNode, _ what: String, limit: Int) -> [SourceNode.Entry]? {
    if node.isRefused { return nil }
    guard case .mapping(let entries) = node.value else {
      faults.add(node.mark, "\(what.quoted) must be a mapping, not \(node.kind)")
      return nil
    }
    guard entries.count <= limit else {
      faults.add(node.mark, "\(what.quoted) has \(entries.count) entries, more than the \(limit) allowed")
      return nil
    }
    return entries
  }

  /// Whether an entry's key is a name that other places can refer to.
  func isName(_ entry: SourceNode.Entry, _ what: String) -> Bool {
    if Self.isIdentifier(entry.key) { return true }
    faults.add(
      entry.keyMark,
      "the \(what) \(entry.key.quoted) must be 1 to 64 lower-case letters, digits, `-` or `_`, and begin with a letter")
    return false
  }

  /// A whole number within bounds.
  func integer(_ node: SourceNode, _ what: String, in bounds: ClosedRange<Int>) -> Int? {
    guard let text = scalar(node, what) else { return nil }
    guard isPlain(node), text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(text),
      bounds.contains(value)
    else {
      faults.add(
        node.mark,
        "\(what.quoted) must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound), not \(text.quoted)")
      return nil
    }
    return value
  }

  /// `true` or `false`.
  func truth(_ node: SourceNode, _ what: String) -> Bool? {
    guard let text = scalar(node, what) else { return nil }
    guard isPlain(node), text == "true" || text == "false" else {
      faults.add(node.mark, "\(what.quoted) must be `true` or `false`, not \(text.quoted)")
      return nil
    }
    return text == "true"
  }

  /// `true` where nothing else makes sense; a noted fault otherwise.
  func isTrue(_ node: SourceNode, _ what: String) -> Bool {
    guard let truth = truth(node, what) else { return false }
    if !truth { faults.add(node.mark, "`\(what)` is `true` or left out") }
    return truth
  }

  /// A decimal number from 0 to 1, both included.
  func probability(_ node: SourceNode, _ what: String) -> Double? {
    guard let text = scalar(node, what) else { return nil }
    // `Double` would also read `nan`, `infinity` and hexadecimal digits.
    let isDecimal = text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    guard isPlain(node), isDecimal, let value = Double(text), (0...1).contains(value) else {
      faults.add(node.mark, "\(what.quoted) must be a number from 0 to 1, not \(text.quoted)")
      return nil
    }
    return value
  }

  /// A list's elements, at most `limit`.
  func list(_ node: SourceNode, _ what: String, limit: Int) -> [SourceNode]? {
    if node.isRefused { return nil }
    guard case .list(let nodes) = node.value else {
      faults.add(node.mark, "\(what.quoted) must be a list, not \(node.kind)")
      return nil
    }
    guard nodes.count <= limit else {
      faults.add(node.mark, "\(what.quoted) has \(nodes.count) entries, more than the \(limit) allowed")
      return nil
    }
    return nodes
  }

  private func scalar(_ node: SourceNode, _ what: String) -> String? {
    if node.isRefused { return nil }
    guard case .scalar(let text, _) = node.value else {
      faults.add(node.mark, "\(what.quoted) must be a single value, not \(node.kind)")
      return nil
    }
    guard !node.isNull else {
      faults.add(node.mark, "\(what.quoted) has no value")
      return nil
    }
    return text
  }

  private func isPlain(_ node: SourceNode) -> Bool {
    if case .scalar(_, isPlain: true) = node.value { true } else { false }
  }
}
