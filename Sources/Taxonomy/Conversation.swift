/// Every text of a request that could carry words to the model, in the order of the request.
///
/// What is in here is all that the model is sent as text: the wire parser puts in every string of every message,
/// known field or not, so that nothing is skipped silently. Which of them are judged is the policy's choice.
package struct Conversation: Sendable, Equatable {
  package var texts: [JudgedText]
  /// Number of entries in `messages`, with or without text.
  package var messageCount: Int

  package init(texts: [JudgedText], messageCount: Int) {
    self.texts = texts
    self.messageCount = messageCount
  }

  /// The texts of the last user message, joined by newlines: what an answer is judged against and what a record shows.
  package var lastUserText: String? {
    guard let last = texts.last(where: { $0.role == .user && $0.place.message != nil })?.place.message else {
      return nil
    }
    return texts.lazy.filter { $0.place.message == last && $0.role == .user }.map(\.text).joined(separator: "\n")
  }
}
