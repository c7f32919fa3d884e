/// Reading a request's parameters, with faults that name them.
extension JSONCursor {
  mutating func readStringOrNull(_ param: @autoclosure () -> String) throws -> String? {
    switch try peekType() {
    case .string: return text(try scanString())
    case .null:
      try readNull()
      return nil
    default: throw ChatRequestFault.wrongType(param(), expected: "a string")
    }
  }

  mutating func readBoolOrNull(_ param: @autoclosure () -> String) throws -> Bool? {
    switch try peekType() {
    case .bool: return try readBool()
    case .null:
      try readNull()
      return nil
    default: throw ChatRequestFault.wrongType(param(), expected: "a boolean")
    }
  }

  /// Takes one value and returns all its words as one text, empty when it has none.
  mutating func readWords(_ filter: WordFilter) throws(JSONFault) -> String {
    switch try peekType() {
    case .string:
      let token = try scanString()
      return filter == .exceptIdentifiers && isIdentifier(token) ? "" : text(token)
    case .number, .bool, .null:
      try skipValue()
      return ""
    case .array, .object:
      var words: [UInt8] = []
      try gatherWords(filter, into: &words)
      return String(decoding: words, as: UTF8.self)
    }
  }
}
