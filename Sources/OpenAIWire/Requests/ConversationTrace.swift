/// Where what a request says stands in its body.
struct ConversationTrace {
  /// One entry of `messages`, or one item of `input`.
  struct Message {
    /// The object's bytes in the body.
    var range: Range<Int>
    /// Whether a server takes it for the app's own instructions: its role says `system` or `developer`.
    var isInstruction: Bool
  }

  /// A top-level field for the app's own instructions: `instructions` (OpenAI's Responses), `system` (Anthropic).
  struct InstructionField {
    enum Kind {
      case null, string
      /// An array of content blocks.
      case blocks(isEmpty: Bool)
      /// An array of items, as `input` has them.
      case items(isEmpty: Bool)
    }

    /// The key on the wire.
    var key: String
    /// The value's bytes; nil where the request has no such field.
    var value: Range<Int>?
    var kind = Kind.null
    /// The offset behind the body's opening brace.
    var bodyStart: Int
  }

  /// One for each text of the conversation.
  var sources: [TextSource] = []
  var messages: [Message] = []
  /// Where instructions stand that are no message; nil in dialects without such a field.
  var instructions: InstructionField?
  /// The strings that a model continues, quotes included, in dialects without messages.
  var prompts: [Range<Int>] = []
}
