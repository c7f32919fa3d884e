import NIOCore
import Taxonomy

/// Reads a request to `/v1/embeddings`.
///
/// Inputs are the user's words, each a text of its own, and all of the request is one message, so that all of it is
/// judged whatever the policy's `turns` are. Token numbers are noted in `unjudged.tokens`. Every unknown field with its
/// strings is a text of role `.unknown` (`messages` and `content`, which some servers embed instead of `input`).
struct EmbeddingsRequestReader: RequestReading {
  private(set) var builder: ConversationBuilder
  private var inputs: TextInputsReader
  private var model: String?
  private var user: String?

  init(limits: RequestLimits, isTraced: Bool) {
    builder = ConversationBuilder(limits: limits, isTraced: isTraced, list: .inputs)
    inputs = TextInputsReader(field: EmbeddingField.input.rawValue, limits: limits)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    var scope = try cursor.enterBody()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try EmbeddingField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: nil, path: cursor.name(of: key))
        continue
      }
      switch field {
      case .input: try readInputs(&cursor)
      case .model: model = try cursor.readStringOrNull("model")
      case .user: user = try cursor.readStringOrNull("user")
      case .dimensions, .encodingFormat: try builder.addOption(field.rawValue, &cursor)
      }
    }
  }

  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest {
    guard inputs.count > 0 else { throw .missing("input") }
    return ModelRequest(
      dialect: .embeddings, model: model, isStreaming: false, includesUsage: false, choiceCount: 1, user: user,
      conversation: Conversation(texts: builder.texts, messageCount: 1), unjudged: builder.unjudged, body: body)
  }

  private mutating func readInputs(_ cursor: inout JSONCursor) throws {
    try inputs.read(&cursor, into: &builder)
    for input in inputs.strings { try builder.add(input.words, role: .user, message: 0, path: input.path) }
  }
}
