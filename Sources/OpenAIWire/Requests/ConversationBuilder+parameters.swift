import Taxonomy

/// Reading parameters that several dialects have.
extension ConversationBuilder {
  /// Takes `stream_options`, and returns whether the stream must end with the usage.
  mutating func readStreamOptions(_ cursor: inout JSONCursor) throws -> Bool {
    switch try cursor.peekType() {
    case .null:
      try cursor.readNull()
      return false
    case .object:
      var includesUsage = false
      var scope = try cursor.enterObject()
      while let key = try cursor.nextKey(&scope) {
        switch try StreamOption.table.unambiguousName(of: key, in: cursor) {
        case .includeUsage: includesUsage = try cursor.readBoolOrNull("stream_options.include_usage") ?? false
        case .includeObfuscation: try addOption("stream_options.include_obfuscation", &cursor)
        case nil:
          let words = try cursor.readWords(.everything)
          try addUnknown(words, message: nil, path: "stream_options.\(cursor.name(of: key))")
        }
      }
      return includesUsage
    default: throw ModelRequestFault.wrongType("stream_options", expected: "an object")
    }
  }

  /// Takes an option without words for the model; it is a text where it has some all the same.
  mutating func addOption(_ path: String, _ cursor: inout JSONCursor) throws {
    let words = try cursor.readWords(.exceptIdentifiers)
    try add(words, role: .unknown, message: nil, path: path)
  }

  /// Takes the role of a message.
  ///
  /// - Returns: the role as judged, nil for one that the protocol does not have or that is written in escapes, and the role
  ///   as a server reads it; the latter is looked for in traced readings only.
  mutating func readRole<Name: RawRepresentable<String>>(
    _ names: JSONNameTable<Name>, message: Int, _ cursor: inout JSONCursor
  ) throws -> (known: Name?, named: Name?) {
    guard try cursor.peekType() == .string else {
      throw ModelRequestFault.wrongType("messages[\(message)].role", expected: "a string")
    }
    let token = try cursor.scanString()
    let known = names.name(of: token, in: cursor)
    // Chat templates print a role that they do not know, so it is text like any other.
    if known == nil { try addUnknown(cursor.words(token), message: message, path: "role") }
    // An escaped role is a text like an unknown one, and yet a server reads it as what it says.
    return (known, known ?? (cursor.isTraced ? Name(rawValue: cursor.text(token)) : nil))
  }
}
