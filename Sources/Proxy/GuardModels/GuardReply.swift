import NIOCore
import OpenAIWire
import Policy

/// Reads the body that a guard model's server answers with.
enum GuardReply {
  /// The verdict in a chat completion; `failed` when it is none, or holds anything but one message's content.
  static func verdict(_ format: GuardModel.Format, in body: ByteBuffer, isOfAnswer: Bool) -> GuardVerdict {
    guard let text = content(of: body) else { return .failed }
    return GuardAnswer.verdict(format, text, isOfAnswer: isOfAnswer)
  }

  /// What the one choice says; nil when it cannot be told beyond doubt.
  private static func content(of body: ByteBuffer) -> String? {
    guard let document = try? AnswerDocument.scan(body, kind: .whole, limits: JSONLimits(maxDepth: 32)),
      !document.hasError, document.choices.count == 1, let choice = document.choices.first
    else { return nil }
    let texts = choice.texts.filter { $0.field == .content }
    return texts.count == 1 ? texts.first?.text : nil
  }
}
