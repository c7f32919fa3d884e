import Taxonomy

extension ConversationBuilder {
  /// Reads the arguments of a called tool: its JSON as it is, or JSON in a string, with its decoded reading where it holds
  /// escapes.
  mutating func addArguments(
    _ cursor: inout JSONCursor, role: SpeakerRole, message: Int?, path: String
  ) throws {
    guard try cursor.peekType() == .string else {
      let json = try cursor.readJSON()
      return try add(json, role: role, message: message, path: path, source: { .arguments($0) })
    }
    let words = cursor.words(try cursor.scanString())
    let text = texts.count
    try add(words, role: role, message: message, path: path, source: { .arguments($0) })
    if let decoded = EscapedArguments.decodedWords(of: words.text, isTraced: cursor.isTraced) {
      try add(decoded, role: role, message: message, path: path, source: { .reading(of: text, $0) })
    }
  }
}
