import NIOCore
import Taxonomy

/// Reads a request to `/v1/moderations`.
///
/// A string is one input, an array of strings one input each, an array of content parts one input together, as OpenAI
/// answers them. `choiceCount` is the number of inputs, and so of results.
///
/// Each input is a message of the conversation here, so that its texts can be told from others' (`ModelRequest.moderated`).
/// It is no conversation for that: the texts of every input are judged, and a policy's `turns` and `roles`, which say how
/// much of a conversation is, have no say. Unknown fields are texts outside of the inputs, which no result speaks of:
/// nothing of the request goes to a model.
struct ModerationsRequestReader: RequestReading {
  private let limits: RequestLimits
  private(set) var builder: ConversationBuilder
  private var model: String?
  private var inputCount = 0

  init(limits: RequestLimits, isTraced: Bool) {
    self.limits = limits
    builder = ConversationBuilder(limits: limits, isTraced: isTraced, list: .inputs)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    var scope = try cursor.enterBody()
    while let key = try cursor.nextKey(&scope) {
      switch try ModerationField.table.unambiguousName(of: key, in: cursor) {
      case .input: try readInput(&cursor)
      case .model: model = try cursor.readStringOrNull("model")
      case nil:
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: nil, path: cursor.name(of: key))
      }
    }
  }

  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest {
    guard inputCount > 0 else { throw .missing("input") }
    return ModelRequest(
      dialect: .moderations, model: model, isStreaming: false, includesUsage: false, choiceCount: inputCount, user: nil,
      conversation: Conversation(texts: builder.texts, messageCount: inputCount), unjudged: builder.unjudged,
      body: body)
  }

  private mutating func readInput(_ cursor: inout JSONCursor) throws {
    if try cursor.peekType() == .array, try cursor.firstElementType() == .object {
      let first = builder.texts.count
      var parts = ContentPartsReader(message: 0, path: "input")
      try parts.read(&cursor, into: &builder)
      builder.setRole(.user, from: first)
      inputCount = 1
      return
    }
    var inputs = TextInputsReader(field: "input", limits: limits, takesTokens: false)
    try inputs.read(&cursor, into: &builder)
    for (index, input) in inputs.strings.enumerated() {
      try builder.add(input.words, role: .user, message: index, path: input.path)
    }
    inputCount = inputs.count
  }
}
