/// Reads `messages`: texts by key and language.
struct MessageReader {
  private static let messageLimit = 200
  /// Unicode scalars of one text.
  private static let textLimit = 4_000

  /// The messages of the policy that is extended.
  let base: MessageCatalogue
  let faults: FaultCollector

  /// Every key in the file, those that are inherited, and `default`: what a rule may name.
  static func keys(_ node: SourceNode?, inherited: MessageCatalogue) -> [String] {
    var keys = inherited.texts.keys.sorted()
    if case .mapping(let entries)? = node?.value { keys += entries.map(\.key).filter { !keys.contains($0) } }
    return keys.contains(MessageCatalogue.defaultKey) ? keys : [MessageCatalogue.defaultKey] + keys
  }

  func catalogue(_ node: SourceNode) -> MessageCatalogue {
    var catalogue = base
    let values = ValueReader(faults: faults)
    guard let entries = values.entries(node, "messages", limit: Self.messageLimit) else { return catalogue }
    for entry in entries {
      _ = values.isName(entry, "message key")
      let texts = self.texts(entry)
      if !texts.isEmpty { catalogue.texts[entry.key] = texts }
    }
    if catalogue.texts.count > Self.messageLimit {
      faults.add(
        node.mark,
        "with those that are inherited, `messages` has \(catalogue.texts.count) entries, more than the "
          + "\(Self.messageLimit) allowed")
      return base
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
      noteVariables(of: text, at: entry.value.mark)
      return isLanguage ? MessageCatalogue.Text(language: entry.key, text: text) : nil
    }
  }

  /// A word in braces that is no variable was probably meant as one.
  private func noteVariables(of text: String, at mark: SourceMark) {
    for name in MessageCatalogue.names(in: text) where MessageCatalogue.Variable(rawValue: name) == nil {
      let known = MessageCatalogue.Variable.allCases.map(\.rawValue)
      faults.add(mark, "unknown variable `{\(name)}`\(NearestWord.hint(for: name, among: known))")
    }
  }
}
