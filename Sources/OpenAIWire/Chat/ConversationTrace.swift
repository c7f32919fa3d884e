/// Where what a request says stands in its body.
struct ConversationTrace {
  /// One entry of `messages`.
  struct Message {
    /// The object's bytes in the body.
    var range: Range<Int>
    /// Whether a server takes it for the app's own instructions: its role says `system` or `developer`.
    var isInstruction: Bool
  }

  /// One for each text of the conversation.
  var sources: [TextSource] = []
  var messages: [Message] = []
}
