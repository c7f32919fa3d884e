/// Reads what is to be completed, embedded or moderated: a string, strings, or token numbers.
///
/// What mixes these is refused, although some servers take it: a text that is written half in numbers is half judged.
struct TextInputsReader {
  /// One string.
  struct Entry {
    /// Place from the request's top: `prompt`, `prompt[1]`.
    var path: String
    var words: TracedText
    /// The string's bytes in the body, quotes included.
    var range: Range<Int>
  }

  /// The field's name on the wire.
  let field: String
  private let maxEntries: Int
  private let takesTokens: Bool
  private(set) var strings: [Entry] = []
  /// Inputs of any kind.
  private(set) var count = 0

  /// - Parameter takesTokens: whether the field may hold token numbers.
  init(field: String, limits: RequestLimits, takesTokens: Bool = true) {
    self.field = field
    self.takesTokens = takesTokens
    maxEntries = limits.maxMessages
  }

  /// Takes the field's value; token numbers are noted in the builder.
  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    switch try cursor.peekType() {
    case .string: try takeString(field, &cursor)
    case .array:
      switch try cursor.firstElementType() {
      case .string:
        try readEntries(&cursor, .string, "a string, as the first entry is") { reader, path, cursor in
          try reader.takeString(path, &cursor)
        }
      case .array where takesTokens:
        try readEntries(&cursor, .array, "an array of token numbers, as the first entry is") { reader, path, cursor in
          builder.noteTokens(message: 0, path: path)
          try Self.skipTokens(path, &cursor)
          reader.count += 1
        }
      case .number where takesTokens:
        builder.noteTokens(message: 0, path: field)
        try Self.skipTokens(field, &cursor)
        count = 1
      case nil:
        throw ModelRequestFault(message: "`\(field)` must not be empty", param: field, code: "invalid_value")
      case .object, .bool, .null, .array, .number:
        let expected = takesTokens ? "a string, a token number or an array of these" : "a string or a content part"
        throw ModelRequestFault.wrongType("\(field)[0]", expected: expected)
      }
    default: throw ModelRequestFault.wrongType(field, expected: "a string or an array")
    }
  }

  private mutating func readEntries(
    _ cursor: inout JSONCursor, _ type: JSONType, _ expected: String,
    _ take: (inout TextInputsReader, String, inout JSONCursor) throws -> Void
  ) throws {
    var scope = try cursor.enterArray()
    while try cursor.nextElement(&scope) {
      guard count < maxEntries else { throw ModelRequestFault.tooLarge(field, "\(maxEntries) entries") }
      let path = "\(field)[\(count)]"
      guard try cursor.peekType() == type else { throw ModelRequestFault.wrongType(path, expected: expected) }
      try take(&self, path, &cursor)
    }
  }

  private mutating func takeString(_ path: String, _ cursor: inout JSONCursor) throws(JSONFault) {
    let start = cursor.position
    let words = cursor.words(try cursor.scanString())
    strings.append(Entry(path: path, words: words, range: start..<cursor.position))
    count += 1
  }

  private static func skipTokens(_ path: String, _ cursor: inout JSONCursor) throws {
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      guard try cursor.peekType() == .number, try cursor.readInteger() != nil else {
        throw ModelRequestFault.wrongType("\(path)[\(index)]", expected: "a token number, as the first entry is")
      }
      index += 1
    }
  }
}
