import NIOCore
import OpenAIWire
import Policy
import Taxonomy

extension AnswerModerator {
  /// Takes the frames off the queue that may leave, as one run of bytes; nil when none may.
  mutating func takeReleasable() -> ByteBuffer? {
    if holdsAll || awaitsBeginning, !(hasEnded && isDecided) { return nil }
    if let refusalError, !frames.isEmpty {
      frames = []
      held = 0
      return refusalError.body(for: plan.dialect)
    }
    var out: ByteBuffer?
    var count = 0
    for frame in frames {
      guard isJudged(frame) else { break }
      count += 1
      held -= frame.size
      guard let bytes = rendered(frame) else { continue }
      if out == nil { out = bytes } else { out?.writeImmutableBuffer(bytes) }
    }
    frames.removeFirst(count)
    return out
  }

  /// Whether nothing leaves before everything is judged: a whole answer, or a policy that asks for it.
  private var holdsAll: Bool {
    guard plan.isStream else { return true }
    if case .whole = plan.policy.release { return true }
    return false
  }

  /// Whether it is not yet known how the answer begins, where the policy lets nothing leave before that.
  private var awaitsBeginning: Bool { plan.holdsForRefusal && !knowsBeginning }

  private func isJudged(_ frame: AnswerFrame) -> Bool {
    frame.needs.allSatisfy { need in
      // The bound is in characters, of which bytes are never fewer.
      frame.cutChoices.contains(need.choice)
        || strands[need.strand].mayRelease(upTo: need.end, trail: need.isEnd ? 0 : plan.policy.release.trail)
    }
  }

  /// What is sent for a frame; nil when nothing is left of it.
  private mutating func rendered(_ frame: AnswerFrame) -> ByteBuffer? {
    switch frame.content {
    case .own(let bytes): bytes
    case .cut(let choice, let message): writer.cut(choice: choice, message: message)
    case .end: writer.end()
    case .upstream(let document, let bytes): rendered(frame, document, bytes)
    }
  }

  private mutating func rendered(
    _ frame: AnswerFrame, _ original: AnswerDocument, _ sending: ByteBuffer
  ) -> ByteBuffer? {
    guard let (document, bytes) = redacted(frame, original, sending) else { return withoutTexts(original) }
    for choice in document.choices where !frame.cutChoices.contains(choice.index) {
      for text in choice.texts where !text.isRepeat { releasedCharacters += text.text.unicodeScalars.count }
    }
    if !document.texts.isEmpty, !frame.cutChoices.isEmpty { return withoutTexts(document) }
    let touchesCut = document.choices.contains { frame.cutChoices.contains($0.index) }
    guard plan.isStream else { return touchesCut ? writer.withholding(messages, in: document) : bytes }
    guard touchesCut else {
      writer.note(document, without: [])
      return bytes
    }
    guard let rest = writer.removing(frame.cutChoices, from: document) else { return nil }
    writer.note(document, without: frame.cutChoices)
    return rest
  }

  /// What stands in for a document of which no text can be sent, as when it says outside its choices what was cut from
  /// them.
  private mutating func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? {
    if plan.isStream { return writer.withoutTexts(document) }
    let message = plan.policy.message(
      decision?.messageKey, languages: plan.languages(), decision: plan.decision, category: category)
    return writer.refusedAnswer(
      message, choiceCount: max(1, document.choices.count), usage: document.usageBytes)
  }
}
