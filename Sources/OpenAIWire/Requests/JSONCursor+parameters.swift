/// Reading a request's parameters, with faults that name them.
extension JSONCursor {
  /// Enters the body's object.
  mutating func enterBody() throws -> JSONScope {
    guard try peekType() == .object else {
      throw ModelRequestFault(message: "the body must be a JSON object", param: nil, code: "invalid_type")
    }
    return try enterObject()
  }

  /// The type of an array's first element, without taking anything; nil where there is none. An array must come next.
  mutating func firstElementType() throws(JSONFault) -> JSONType? {
    let before = (position, depth)
    defer { (position, depth) = before }
    var scope = try enterArray()
    return try nextElement(&scope) ? try peekType() : nil
  }

  /// Takes `n`; nil for null.
  mutating func readChoiceCount(limit: Int) throws -> Int? {
    switch try peekType() {
    case .null:
      try readNull()
      return nil
    case .number:
      guard let count = try readInteger(), count >= 1, count <= limit else {
        throw ModelRequestFault(
          message: "`n` must be an integer between 1 and \(limit)", param: "n", code: "invalid_value")
      }
      return count
    default: throw ModelRequestFault.wrongType("n", expected: "an integer")
    }
  }

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

  /// Takes a constant, without words while it looks like one: of what is no string, all words are words.
  mutating func readConstant() throws(JSONFault) -> TracedText {
    try readWords(try peekType() == .string ? .exceptIdentifiers : .everything)
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
