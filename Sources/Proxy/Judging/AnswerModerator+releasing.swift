import NIOCore
import OpenAIWire
import Policy
import Taxonomy

extension AnswerModerator {
  /// Takes the frames off the queue that may leave, as one run of bytes; nil when none may.
  mutating func takeReleasable() -> ByteBuffer? {
    if holdsAll, !(hasEnded && isDecided) { return nil }
    if let refusalError, !frames.isEmpty {
      frames = []
      held = 0
      return refusalError.body
    }
    var out: ByteBuffer?
    var count = 0
    for frame in frames {
      guard isJudged(frame) else { break }
      count += 1
      held -= frame.bytes.readableBytes
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

  private func isJudged(_ frame: AnswerFrame) -> Bool {
    frame.needs.allSatisfy { need in
      // The bound is in characters, of which bytes are never fewer.
      frame.cutChoices.contains(need.choice)
        || strands[need.strand].mayRelease(upTo: need.end, trail: plan.policy.release.trail)
    }
  }

  /// What is sent for a frame; nil when nothing is left of it.
  private mutating func rendered(_ frame: AnswerFrame) -> ByteBuffer? {
    guard let original = frame.document else { return frame.bytes }
    guard let (document, bytes) = redacted(frame, original) else { return withoutTexts(original) }
    for choice in document.choices where !frame.cutChoices.contains(choice.index) {
      if let position = choices.firstIndex(where: { $0.index == choice.index }) {
        choices[position].wasReleased = true
        releasedCharacters += choice.texts.reduce(0) { $0 + $1.text.unicodeScalars.count }
      }
    }
    let touchesCut = document.choices.contains { frame.cutChoices.contains($0.index) }
    if !document.texts.isEmpty, !frame.cutChoices.isEmpty { return withoutTexts(document) }
    guard touchesCut else { return bytes }
    guard plan.isStream else {
      return AnswerRendering.replacingChoices(in: document, with: replacements)
    }
    let isEmptied = document.choices.allSatisfy { frame.cutChoices.contains($0.index) } && document.usage == nil
    if isEmptied { return nil }
    return StreamRendering.event(AnswerRendering.removingChoices(in: document, indices: frame.cutChoices))
  }

  /// What stands in for a document of which no text can be sent, as when it says outside its choices what was cut from
  /// them.
  private func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? {
    if plan.isStream {
      return document.usageBytes.map { StreamRendering.usageChunk(envelope, usage: $0) }
    }
    let message = plan.policy.message(
      decision?.messageKey, languages: plan.languages, decision: plan.decision, category: category)
    return AnswerRendering.refusedCompletion(
      envelope, message: message, choiceCount: max(1, document.choices.count), usage: document.usageBytes)
  }
}
