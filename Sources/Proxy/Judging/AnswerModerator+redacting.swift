import NIOCore
import OpenAIWire
import RefusalLog

/// Taking out of an answer what the policy redacts.
extension AnswerModerator {
  /// Notes text that is settled, as it may be shown, for the record and for the refusal detector.
  mutating func note(_ shown: String, of index: Int) {
    let strand = strands[index]
    guard !shown.isEmpty, let position = choices.firstIndex(where: { $0.index == strand.choice }) else { return }
    if position == 0 { record(shown, of: index) }
    if !choices[position].isCut { watch(shown, field: strand.field, of: position) }
  }

  /// Adds to the record, in which strands follow each other: the end of one that may go on is settled later than the
  /// beginning of the next.
  private mutating func record(_ shown: String, of index: Int) {
    let waits = strands[..<index].contains { $0.choice == strands[index].choice && !$0.isFinished }
    if waits { unrecorded[index, default: ""] += shown } else { capture.append(shown) }
  }

  /// Adds to the record what waited for the end of strands before it.
  mutating func recordWaiting() {
    guard !unrecorded.isEmpty, let first = choices.first else { return }
    for index in strands.indices where strands[index].choice == first.index {
      if let shown = unrecorded.removeValue(forKey: index) { capture.append(shown) }
      guard strands[index].isFinished else { return }
    }
  }

  /// A frame's document and bytes without what is taken out of them: the very same when nothing is. Nil when nothing of
  /// it can be sent.
  mutating func redacted(
    _ frame: AnswerFrame, _ document: AnswerDocument, _ sending: ByteBuffer
  ) -> (AnswerDocument, ByteBuffer)? {
    guard plan.redactor != nil else { return (document, sending) }
    var changes: [AnswerTextEdits] = []
    for need in frame.needs where !need.isEnd && !frame.cutChoices.contains(need.choice) {
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
