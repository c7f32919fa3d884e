/// Reads `messages`: texts by key and language.
struct MessageReader {
  private static let messageLimit = 200
  /// Unicode scalars of one text.
  private static let textLimit = 4_000

  let faults: FaultCollector

  /// Every key in the file, and `default`: what a rule may name.
  static func keys(_ node: SourceNode?) -> [String] {
    guard case .mapping(let entries)? = node?.value else { return [MessageCatalogue.defaultKey] }
    let keys = entries.map(\.key)
    return keys.contains(MessageCatalogue.defaultKey) ? keys : [MessageCatalogue.defaultKey] + keys
  }

  func catalogue(_ node: SourceNode) -> MessageCatalogue {
    var catalogue = MessageCatalogue()
    if node.isRefused { return catalogue }
    guard case .mapping(let entries) = node.value else {
      faults.add(node.mark, "`messages` must be a mapping, not \(node.kind)")
      return catalogue
    }
    if entries.count > Self.messageLimit {
      faults.add(node.mark, "`messages` has \(entries.count) entries, more than the \(Self.messageLimit) allowed")
      return catalogue
    }
    for entry in entries {
      if !ValueReader.isIdentifier(entry.key) {
        faults.add(
          entry.keyMark,
          "the message key \(entry.key.quoted) must be 1 to 64 lower-case letters, digits, `-` or `_`, "
            + "and begin with a letter")
      }
      let texts = self.texts(entry)
      if !texts.isEmpty { catalogue.texts[entry.key] = texts }
    }
    return catalogue
  }

  private func texts(_ message: SourceNode.Entry) -> [MessageCatalogue.Text] {
    if message.value.isRefused { return [] }
    guard case .mapping(let entries) = message.value.value else {
      faults.add(
        message.value.mark,
        "the message \(message.key.quoted) must be a mapping of languages to texts, not \(message.value.kind)")
      return []
    }
    if entries.isEmpty { faults.add(message.value.mark, "the message \(message.key.quoted) has no text") }
    return entries.compactMap { entry in
      let isLanguage = (2...3).contains(entry.key.utf8.count) && entry.key.utf8.allSatisfy { (97...122).contains($0) }
      if !isLanguage {
        faults.add(
          entry.keyMark, "\(entry.key.quoted) is no language: write two or three lower-case letters, such as `en`")
      }
      guard let text = ValueReader(faults: faults).text(entry.value, entry.key, limit: Self.textLimit) else {
        return nil
      }
      return isLanguage ? MessageCatalogue.Text(language: entry.key, text: text) : nil
    }
  }
}
