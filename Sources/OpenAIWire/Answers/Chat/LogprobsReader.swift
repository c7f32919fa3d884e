/// Reads the tokens that `logprobs` gives, in the shape of chat completions (`content` and `refusal` with entries of a
/// `token` each), of completions (`tokens`) or of Ollama (the entries alone).
struct LogprobsReader {
  /// The chosen tokens, one after the other.
  private(set) var tokens = ""
  /// Whether something stands there that the protocol does not put there.
  private(set) var hasOthers = false

  /// Takes the value of `logprobs`.
  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    if try cursor.peekType() == .array { return try readTokens(&cursor) }
    guard try cursor.peekType() == .object else { return try skipOther(&cursor) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try LogprobsName.table.unambiguousName(of: key, in: cursor) {
      case .content, .refusal, .tokens: try readTokens(&cursor)
      // Numbers, and the tokens that were not chosen: these leave with the others.
      case .textOffset, .tokenLogprobs, .topLogprobs: try cursor.skipValue()
      case nil: try skipOther(&cursor)
      }
    }
  }

  private mutating func readTokens(_ cursor: inout JSONCursor) throws(JSONFault) {
    if try cursor.peekType() == .null { return try cursor.readNull() }
    guard try cursor.peekType() == .array else { return try skipOther(&cursor) }
    var entries = try cursor.enterArray()
    while try cursor.nextElement(&entries) {
      switch try cursor.peekType() {
      case .string: tokens += cursor.text(try cursor.scanString())
      case .object: try readToken(&cursor)
      default: try skipOther(&cursor)
      }
    }
  }

  private mutating func readToken(_ cursor: inout JSONCursor) throws(JSONFault) {
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try TokenLogprobName.table.unambiguousName(of: key, in: cursor) {
      case .token where try cursor.peekType() == .string: tokens += cursor.text(try cursor.scanString())
      case .logprob, .bytes, .topLogprobs, .id: try cursor.skipValue()
      case .token, nil: try skipOther(&cursor)
      }
    }
  }

  private mutating func skipOther(_ cursor: inout JSONCursor) throws(JSONFault) {
    hasOthers = true
    try cursor.skipValue()
  }
}
