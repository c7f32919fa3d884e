import Classifiers
import NIOCore
import OpenAIWire
import Policy
import RefusalLog
import Taxonomy

extension AnswerModerator {
  /// Most choices, and most strands, that an answer is followed in.
  private static var partLimit: Int { 512 }

  /// Takes every complete event that has come.
  mutating func readEvents() throws(ModerationFault) {
    while !hasEnded {
      let event: ServerSentEvent?
      do { event = try events.next() } catch { throw .unreadable(reason: "\(error)") }
      guard let event else { return }
      guard !sawDone else { continue }
      if event.isDone {
        sawDone = true
        finishStrands()
        append(.own(StreamRendering.done))
        continue
      }
      // An event without data says nothing to a client; its comments would pass unjudged.
      guard event.data.readableBytes > 0 else { continue }
      let isPlain = event.isComplete && !event.hasOtherLines && event.eventName == nil
      try take(event.data, sending: isPlain ? event.raw : StreamRendering.event(event.data))
    }
  }

  /// Takes one JSON document: the whole answer, or the payload of an event.
  ///
  /// - Parameters:
  ///   - payload: the JSON.
  ///   - bytes: what is sent to the client for it.
  mutating func take(_ payload: ByteBuffer, sending bytes: ByteBuffer) throws(ModerationFault) {
    let document: AnswerDocument
    do {
      document = try AnswerDocument.scan(payload, kind: plan.isStream ? .chunk : .whole, limits: plan.jsonLimits)
    } catch { throw .unreadable(reason: "\(error)") }
    noteEnvelope(of: document)
    if let bytes = document.usageBytes { usage = bytes }
    var frame = AnswerFrame(bytes: bytes, document: document, needs: [])
    for (place, choice) in document.choices.enumerated() {
      let position = try choicePosition(choice.index)
      if choices[position].isCut { frame.cutChoices.insert(choice.index) }
      if !choice.texts.isEmpty { textEvents += 1 }
      for (index, text) in choice.texts.enumerated() {
        try take(text, of: position, place: (place, index), needs: &frame.needs)
      }
      if choice.finishReason != nil || !plan.isStream { finish(choice: position) }
    }
    // Texts outside the choices, such as llama.cpp's `__verbose`, repeat the answer: they share its fate.
    for (index, text) in document.texts.enumerated() {
      let position = try choicePosition(choices.first?.index ?? 0)
      if choices[position].isCut { frame.cutChoices.insert(choices[position].index) }
      try take(text, of: position, place: (nil, index), needs: &frame.needs)
    }
    if document.choices.isEmpty, document.usage != nil { sawUsageChunk = true }
    append(frame)
  }

  private mutating func take(
    _ text: AnswerText, of position: Int, place: (choice: Int?, text: Int), needs: inout [AnswerFrame.Need]
  ) throws(ModerationFault) {
    let choice = choices[position]
    guard !text.text.isEmpty else { return }
    if plan.redactor == nil {
      if position == 0 { capture.append(text.text) }
      guard !choice.isCut else { return }
      watch(text.text, field: text.field, of: position)
      guard plan.policy.judgesAnswers else { return }
    } else if choice.isCut, position != 0 {
      return
    }
    let index = try strandIndex(choice: choice.index, field: text.field)
    let start = strands[index].received
    for passage in strands[index].append(text.text) { submit(passage, of: index, isComplete: false) }
    guard !choice.isCut else { return }
    needs.append(
      AnswerFrame.Need(
        strand: index, choice: choice.index, range: start..<strands[index].received, place: place.choice,
        text: place.text))
  }

  /// Follows how the choice begins, until the refusal detector has enough of it.
  mutating func watch(_ text: String, field: AnswerField, of position: Int) {
    guard plan.policy.watchesRefusals, field == .content || field == .refusal, !choices[position].refusalWasAsked,
      choices[position].addToOpening(text)
    else { return }
    askForRefusal(of: position)
  }

  /// Has a passage redacted and judged, as the policy asks for it.
  private mutating func submit(_ passage: PassageCutter.Passage, of index: Int, isComplete: Bool) {
    let isCut = choices.contains { $0.index == strands[index].choice && $0.isCut }
    let isJudged = plan.policy.judgesAnswers && !isCut
    if plan.redactor != nil {
      note(strands[index].close(passage, isComplete: isComplete, isJudged: isJudged), of: strands[index])
    }
    guard isJudged else { return }
    askForBeginning(passage, of: strands[index])
    jobs.append(.passage(strand: index, text: passage.text, end: passage.end))
  }

  private mutating func finish(choice position: Int) {
    guard !choices[position].isFinished else { return }
    choices[position].isFinished = true
    guard !choices[position].isCut else { return }
    for index in strands.indices where strands[index].choice == choices[position].index { flush(strand: index) }
    askForRefusal(of: position)
  }

  /// The answer is over: what is left of every strand is judged.
  mutating func finishStrands() {
    for position in choices.indices { finish(choice: position) }
    // Text that came after its choice's finish reason.
    for index in strands.indices { flush(strand: index) }
  }

  /// - Parameter isComplete: whether the strand is at its end, and was not broken off.
  mutating func flush(strand index: Int, isComplete: Bool = true) {
    if let passage = strands[index].finish() { submit(passage, of: index, isComplete: isComplete) }
  }

  private mutating func askForRefusal(of position: Int) {
    let choice = choices[position]
    guard plan.policy.watchesRefusals, !choice.refusalWasAsked, !choice.opening.isEmpty else { return }
    choices[position].refusalWasAsked = true
    jobs.append(.refusal(choice: choice.index, opening: choice.opening))
  }

  /// Has the first passage of what a choice says looked at for a refusal, where rules decide on that: before the
  /// passage itself, and whatever the opening is by then, so that what is known does not depend on how the answer was
  /// split.
  private mutating func askForBeginning(_ passage: PassageCutter.Passage, of strand: AnswerStrand) {
    guard decidesOnRefusals, strand.field == .content || strand.field == .refusal,
      let position = choices.firstIndex(where: { $0.index == strand.choice }), !choices[position].beginningWasAsked
    else { return }
    choices[position].beginningWasAsked = true
    jobs.append(.beginning(choice: strand.choice, text: passage.text))
  }

  private mutating func choicePosition(_ index: Int) throws(ModerationFault) -> Int {
    if let position = choices.firstIndex(where: { $0.index == index }) { return position }
    guard choices.count < Self.partLimit else { throw .tooManyStrands }
    choices.append(AnswerChoiceState(index: index))
    return choices.count - 1
  }

  private mutating func strandIndex(choice: Int, field: AnswerField) throws(ModerationFault) -> Int {
    if let index = strands.firstIndex(where: { $0.choice == choice && $0.field == field }) { return index }
    guard strands.count < Self.partLimit else { throw .tooManyStrands }
    let release = plan.policy.release
    strands.append(
      AnswerStrand(
        choice: choice, field: field, window: release.window, context: release.context,
        redactor: plan.redactor))
    return strands.count - 1
  }

  mutating func append(_ frame: AnswerFrame) {
    held += frame.bytes.readableBytes
    frames.append(frame)
  }
}
