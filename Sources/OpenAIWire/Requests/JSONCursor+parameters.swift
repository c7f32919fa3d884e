/// Reading a request's parameters, with faults that name them.
extension JSONCursor {
  mutating func readStringOrNull(_ param: @autoclosure () -> String) throws -> String? {
    switch try peekType() {
    case .string: return text(try scanString())
    case .null:
      try readNull()
      return nil
    default: throw ModelRequestFault.wrongType(param(), expected: "a string")
    }
  }

  mutating func readBoolOrNull(_ param: @autoclosure () -> String) throws -> Bool? {
    switch try peekType() {
    case .bool: return try readBool()
    case .null:
      try readNull()
      return nil
    default: throw ModelRequestFault.wrongType(param(), expected: "a boolean")
    }
  }

  /// Takes one value and returns all its words as one text, empty when it has none.
  mutating func readWords(_ filter: WordFilter) throws(JSONFault) -> TracedText {
    switch try peekType() {
    case .string:
      let token = try scanString()
      return filter == .exceptIdentifiers && isIdentifier(token) ? .empty : words(token)
    case .number, .bool, .null:
      try skipValue()
      return .empty
    case .array, .object:
      var words = GatheredWords()
      try gatherWords(filter, into: &words)
      return words.text
    }
  }

  /// What a scanned string says.
  @inline(__always)
  func words(_ token: JSONStringToken) -> TracedText {
    let text = text(token)
    guard isTraced, !token.isEmpty else { return TracedText(text: text) }
    return TracedText(
      text: text, pieces: [TextPiece(offset: 0, count: text.utf8.count, token: token, isKey: false)])
  }
}
