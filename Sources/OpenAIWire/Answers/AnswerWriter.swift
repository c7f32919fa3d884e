package import NIOCore

/// Writes what the proxy says in the model's place, in one dialect: the answer to a refused prompt, and the end of an
/// answer that is withheld.
///
/// A writer is one answer's. Each document of upstream's that is sent to the client is `note`d first, so that at a cut
/// the writer knows what has been said: which roles, blocks and items, and under which names and numbers.
package protocol AnswerWriter: Sendable {
  /// Names the answer: as upstream does, once it has.
  var envelope: AnswerEnvelope { get set }

  // MARK: Whole answers

  /// A whole answer that refuses.
  ///
  /// - Parameters:
  ///   - choiceCount: choices that refuse; of no meaning in dialects that give one answer.
  ///   - usage: the bytes of upstream's `usage` object; nil, when the model was not called, writes zeros.
  func refusedAnswer(_ message: String, choiceCount: Int, usage: ByteBuffer?) -> ByteBuffer

  /// Upstream's whole answer with choices refused: what is known of it beside their words stays.
  ///
  /// - Parameter messages: what is said instead, by `AnswerChoice.index`.
  func withholding(_ messages: [Int: String], in document: AnswerDocument) -> ByteBuffer

  // MARK: Streams

  /// A whole stream that refuses, for a prompt that never reached the model.
  func refusedStream(_ message: String) -> ByteBuffer

  /// Takes note of an event that is sent.
  ///
  /// - Parameter cut: choices that are taken out of it first.
  mutating func note(_ document: AnswerDocument, without cut: Set<Int>)

  /// The events that end one choice: the policy's message, and that content was filtered.
  mutating func cut(choice: Int, message: String) -> ByteBuffer

  /// The events that end a stream whose choices are all over, the usage among them where it is due. Follows at least one
  /// `cut`.
  mutating func end() -> ByteBuffer

  /// An event of upstream's without the given choices, for one that mixes cut choices with live ones; nil when nothing
  /// is left of it.
  func removing(_ choices: Set<Int>, from document: AnswerDocument) -> ByteBuffer?

  /// What is left of an event none of whose texts can be sent, such as its usage; nil when nothing is. Takes note of
  /// what is left itself.
  mutating func withoutTexts(_ document: AnswerDocument) -> ByteBuffer?

  /// The number of the next event, in dialects that number them.
  var nextNumber: Int? { get }

  /// A payload as an event of this dialect's streams.
  ///
  /// - Parameter type: `AnswerDocument.eventType`.
  func event(_ payload: ByteBuffer, type: String?) -> ByteBuffer
}

extension AnswerWriter {
  package var nextNumber: Int? { nil }

  package func event(_ payload: ByteBuffer, type: String?) -> ByteBuffer {
    EventRendering.event(payload, name: type)
  }
}

extension Dialect {
  /// A writer for one answer in this dialect, which must be one that generates text.
  ///
  /// - Parameters:
  ///   - envelope: what names the answer until upstream does.
  ///   - choiceCount: choices that the client asked for.
  ///   - includesUsage: whether the client asked for a usage chunk.
  package func answerWriter(
    _ envelope: AnswerEnvelope, choiceCount: Int = 1, includesUsage: Bool = false
  ) -> any AnswerWriter {
    switch self {
    case .chatCompletions:
      ChatAnswerWriter(envelope: envelope, choiceCount: choiceCount, includesUsage: includesUsage)
    case .completions:
      CompletionsAnswerWriter(envelope: envelope, choiceCount: choiceCount, includesUsage: includesUsage)
    case .responses: ResponsesAnswerWriter(envelope: envelope)
    case .anthropicMessages: AnthropicAnswerWriter(envelope: envelope)
    case .ollamaChat: OllamaAnswerWriter(envelope: envelope)
    case .embeddings, .moderations:
      preconditionFailure("no answer is written in \(self)")
    }
  }
}
