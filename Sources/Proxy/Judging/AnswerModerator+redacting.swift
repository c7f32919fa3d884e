import NIOCore
import OpenAIWire
import RefusalLog

/// Taking out of an answer what the policy redacts.
extension AnswerModerator {
  /// Notes text that is settled, as it may be shown, for the record and for the refusal detector.
  mutating func note(_ shown: String, of strand: AnswerStrand) {
    guard !shown.isEmpty, let position = choices.firstIndex(where: { $0.index == strand.choice }) else { return }
    if position == 0 { capture.append(shown) }
    if !choices[position].isCut { watch(shown, field: strand.field, of: position) }
  }

  /// A frame's document and bytes without what is taken out of them: the very same when nothing is. Nil when nothing of
  /// it can be sent.
  mutating func redacted(
    _ frame: AnswerFrame, _ document: AnswerDocument, _ sending: ByteBuffer
  ) -> (AnswerDocument, ByteBuffer)? {
    guard plan.redactor != nil else { return (document, sending) }
    var changes: [AnswerTextEdits] = []
    for need in frame.needs where !frame.cutChoices.contains(need.choice) {
      let edits =
        need.isRepeat
        ? strands[need.strand].edits(upTo: need.end) : strands[need.strand].takeEdits(in: need.range)
      if !edits.isEmpty { changes.append(AnswerTextEdits(choice: need.place, text: need.text, edits: edits)) }
    }
    guard !changes.isEmpty else { return (document, sending) }
    let bytes = AnswerRendering.editing(document, changes, limits: plan.jsonLimits)
    do {
      let edited = try AnswerDocument.scan(
        bytes, dialect: plan.dialect, kind: document.kind, limits: plan.jsonLimits)
      return (edited, plan.isStream ? writer.event(bytes, type: edited.eventType) : bytes)
    } catch {
      // Two keys of an unknown field have become one: what no two readers read alike is not sent.
      return nil
    }
  }

  /// What a record holds if nothing more comes. Of an answer that breaks off, the end that may be the start of something
  /// to be taken out is left out.
  var captureToTheEnd: ContentCapture {
    guard plan.redactor != nil, let first = choices.first else { return capture }
    var rest = self
    for index in strands.indices where strands[index].choice == first.index {
      rest.flush(strand: index, isComplete: false)
    }
    return rest.capture
  }
}
