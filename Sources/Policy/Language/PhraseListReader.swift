import TextNormalising

/// Reads `phrase_lists`: named lists of phrases, written in the policy or in a file of the folder's `lists`.
struct PhraseListReader {
  static let listLimit = 200
  /// Phrases of one list.
  static let phraseLimit = 100_000
  /// Unicode scalars of one phrase.
  private static let lengthLimit = 200
  static let fileKeys = ["file"]

  let context: ReadingContext
  private var faults: FaultCollector { context.faults }

  /// Adds the lists to those that were inherited; a name that is there already is a fault, since inherited rules use it.
  func read(_ node: SourceNode, into lists: inout [String: Int]) {
    let values = ValueReader(faults: faults)
    guard let entries = values.entries(node, "phrase_lists", limit: Self.listLimit) else { return }
    for entry in entries {
      guard values.isName(entry, "phrase list") else { continue }
      if lists[entry.key] != nil {
        faults.add(entry.keyMark, "the phrase list \(entry.key.quoted) is inherited; give this one another name")
        continue
      }
      // A list that cannot be read is known all the same, or each rule that names it would be a fault of its own.
      lists[entry.key] = context.patterns.list(phrases(entry.value) ?? [])
    }
    if lists.count > Self.listLimit {
      faults.add(
        node.mark,
        "with those that are inherited, `phrase_lists` has \(lists.count) entries, more than the \(Self.listLimit) allowed"
      )
    }
  }

  /// Whether a phrase can be looked for.
  static func accepts(_ phrase: String, at mark: SourceMark, faults: FaultCollector) -> Bool {
    guard phrase.unicodeScalars.count <= lengthLimit else {
      faults.add(mark, "the phrase \(phrase.quoted) has more than \(lengthLimit) characters")
      return false
    }
    // Invisible characters are gone from the texts that are looked at.
    guard TextNormaliser.normalised(phrase).unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      faults.add(mark, "a phrase must not be empty")
      return false
    }
    return true
  }

  /// The phrases of a file, one a line; empty lines and those that begin with `#` are left out.
  ///
  /// Lines end with LF or CR LF.
  static func phrases(ofFile bytes: [UInt8], faults: FaultCollector) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      faults.add("the file is not valid UTF-8")
      return []
    }
    var phrases: [String] = []
    var seen: Set<String> = []
    var line = 0
    var rest = text.unicodeScalars[...]
    if rest.first == "\u{FEFF}" { rest.removeFirst() }
    // By scalars: CR LF is one character to Swift, and not equal to LF.
    while !rest.isEmpty, !faults.isFull {
      line += 1
      let end = rest.firstIndex(of: "\n") ?? rest.endIndex
      let phrase = trimmed(rest[..<end])
      rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
      if phrase.isEmpty || phrase.first == "#" { continue }
      let mark = SourceMark(line: line, column: 1)
      guard phrases.count < phraseLimit else {
        faults.add(mark, "more than \(phraseLimit) phrases")
        break
      }
      let found = String(phrase)
      if accepts(found, at: mark, faults: faults), seen.insert(found).inserted { phrases.append(found) }
    }
    if phrases.isEmpty, faults.isEmpty { faults.add("the list holds no phrases") }
    return phrases
  }

  /// Without the white space around it.
  private static func trimmed(_ line: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    var line = line
    while let first = line.first, first.properties.isWhitespace { line.removeFirst() }
    while let last = line.last, last.properties.isWhitespace { line.removeLast() }
    return line
  }

  private func phrases(_ node: SourceNode) -> [String]? {
    let values = ValueReader(faults: faults)
    guard case .mapping = node.value else {
      return values.texts(node, "phrase list", limit: Self.phraseLimit) { text, mark in
        Self.accepts(text, at: mark, faults: faults)
      }
    }
    guard let mapping = MappingReader(node, what: "phrase list", keys: Self.fileKeys, faults: faults),
      let fileNode = mapping.required("file"), let name = values.text(fileNode, "file")
    else { return nil }
    guard let phrases = context.listFiles[name] else {
      faults.addUnknown(
        fileNode.mark,
        "no file \(name.quoted) in the folder `lists`\(NearestWord.hint(for: name, among: context.listFiles.keys.sorted()))"
      )
      return nil
    }
    return phrases
  }
}
