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
      let event: AnswerEvents.Event?
      do { event = try events.next() } catch { throw .unreadable(reason: "\(error)") }
      guard let event else { return }
      guard !sawDone else { continue }
      if event.isDone {
        sawDone = true
        finishStrands()
        var frame = AnswerFrame(.own(EventRendering.done))
        for choice in choices where !choice.isCut { frame.needs += ends(of: choice.index) }
        append(frame)
        continue
      }
      try take(event)
    }
  }

  /// Takes one event of a stream.
  private mutating func take(_ event: AnswerEvents.Event) throws(ModerationFault) {
    let document = try scanned(event.payload)
    // A client that goes by the event's name must find what was judged.
    let isVerbatim = event.name == nil || event.name == document.eventType
    let bytes =
      isVerbatim
      ? event.verbatim ?? writer.event(event.payload, type: document.eventType)
      : writer.event(event.payload, type: document.eventType)
    try take(document, sending: bytes)
  }

  /// Takes the whole answer.
  mutating func take(whole body: ByteBuffer) throws(ModerationFault) {
    try take(scanned(body), sending: body)
  }

  private func scanned(_ payload: ByteBuffer) throws(ModerationFault) -> AnswerDocument {
    do {
      return try AnswerDocument.scan(
        payload, dialect: plan.dialect, kind: plan.isStream ? .chunk : .whole, limits: plan.jsonLimits)
    } catch { throw .unreadable(reason: "\(error)") }
  }

  /// - Parameter bytes: what is sent to the client for the document.
  private mutating func take(_ document: AnswerDocument, sending bytes: ByteBuffer) throws(ModerationFault) {
    noteEnvelope(of: document)
    var frame = AnswerFrame(.upstream(document, bytes: bytes))
    for (place, choice) in document.choices.enumerated() {
      let position = try choicePosition(choice.index)
      if choices[position].isCut { frame.cutChoices.insert(choice.index) }
      let before = frame.needs.count
      for (index, text) in choice.texts.enumerated() {
        try take(text, of: position, place: (place, index), needs: &frame.needs)
      }
      if plan.isStream { settleIdleStrands(of: position, besides: frame.needs[before...]) }
      for part in choice.finishedParts { finish(part: part, of: position) }
      if choice.finishReason != nil || !plan.isStream { finish(choice: position) }
      if choice.finishReason != nil, plan.isStream { frame.needs += ends(of: choice.index) }
    }
    // Texts outside the choices, such as llama.cpp's `__verbose`, repeat the answer: they share its fate.
    for (index, text) in document.texts.enumerated() {
      let position = try choicePosition(choices.first?.index ?? 0)
      if choices[position].isCut { frame.cutChoices.insert(choices[position].index) }
      try take(text, of: position, place: (nil, index), needs: &frame.needs)
    }
    append(frame)
  }

  private mutating func take(
    _ text: AnswerText, of position: Int, place: (choice: Int?, text: Int), needs: inout [AnswerFrame.Need]
  ) throws(ModerationFault) {
    let choice = choices[position]
    guard !text.text.isEmpty else { return }
    if text.isRepeat, let index = repeated(text, choice: choice.index) {
      if !choice.isCut {
        needs.append(
          AnswerFrame.Need(
            strand: index, choice: choice.index, range: 0..<strands[index].received, place: place.choice,
            text: place.text, isRepeat: true))
      }
      return
    }
    if plan.redactor == nil {
      // Without strands a repeat is held against nothing, and nothing is decided on it: it is not noted twice.
      if text.isRepeat, !plan.policy.judgesAnswers, choice.hasSpoken { return }
      if !text.isRepeat { choices[position].hasSpoken = true }
      if position == 0 { capture.append(text.text) }
      guard !choice.isCut else { return }
      watch(text.text, field: text.field, of: position)
      guard plan.policy.judgesAnswers else { return }
    } else if choice.isCut, position != 0 {
      return
    }
    let index = try strandIndex(choice: choice.index, part: text.part, field: fieldOfItsOwn(text, choice.index))
    let start = strands[index].received
    for passage in strands[index].append(text.text) { submit(passage, of: index, isComplete: false) }
    guard !choice.isCut else { return }
    needs.append(
      AnswerFrame.Need(
        strand: index, choice: choice.index, range: start..<strands[index].received, place: place.choice,
        text: place.text))
  }

  /// The strand that a text repeats in full; nil when none says the same.
  private func repeated(_ text: AnswerText, choice: Int) -> Int? {
    let own = strands.firstIndex { strand in
      strand.choice == choice && strand.part == text.part
        && (strand.field == text.field || strand.field == .falseRepeat(of: text.field)) && strand.says(text.text)
    }
    // llama.cpp's server numbers the items of its last event only.
    return own ?? strands.firstIndex { $0.choice == choice && $0.field == text.field && $0.says(text.text) }
  }

  /// The field whose strand a text goes on. What claims to repeat a strand and says something else is another text.
  private func fieldOfItsOwn(_ text: AnswerText, _ choice: Int) -> AnswerField {
    guard text.isRepeat else { return text.field }
    let isSaid = strands.contains { $0.choice == choice && $0.part == text.part && $0.field == text.field }
    return isSaid ? .falseRepeat(of: text.field) : text.field
  }

  /// Has what a choice's fields have said judged up to their ends once another field of it speaks, so that what stands
  /// before can leave: nobody knows whether an idle field goes on. Its open window stays open and is judged again when it
  /// closes, so the windows are those of the whole answer.
  ///
  /// - Parameter needs: the texts of the event at hand.
  private mutating func settleIdleStrands(of position: Int, besides needs: ArraySlice<AnswerFrame.Need>) {
    guard let last = needs.last, choices[position].lastStrand != last.strand || needs.count > 1 else { return }
    defer { choices[position].lastStrand = last.strand }
    guard choices[position].lastStrand != nil, !choices[position].isCut else { return }
    for index in strands.indices where strands[index].choice == choices[position].index {
      guard !needs.contains(where: { $0.strand == index }), let passage = strands[index].openPassage() else { continue }
      submit(passage, of: index, isComplete: false)
    }
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
      note(strands[index].close(passage, isComplete: isComplete, isJudged: isJudged), of: index)
    }
    guard isJudged else { return }
    askForBeginning(passage, of: strands[index])
    jobs.append(.passage(strand: index, text: passage.text, end: passage.end))
  }

  private mutating func finish(part: Int, of position: Int) {
    for index in strands.indices where strands[index].choice == choices[position].index && strands[index].part == part {
      flush(strand: index)
    }
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
    recordWaiting()
  }

  /// What a frame that ends a choice waits for.
  private func ends(of choice: Int) -> [AnswerFrame.Need] {
    guard plan.policy.release.trail > 0 else { return [] }
    return strands.indices.filter { strands[$0].choice == choice }.map { index in
      let end = strands[index].received
      return AnswerFrame.Need(strand: index, choice: choice, range: end..<end, text: 0, isEnd: true)
    }
  }

  private mutating func askForRefusal(of position: Int) {
    let choice = choices[position]
    guard plan.policy.watchesRefusals, !choice.refusalWasAsked, !choice.opening.isEmpty else { return }
    choices[position].refusalWasAsked = true
    jobs.append(.refusal(choice: choice.index, opening: choice.opening))
  }

  /// Has the first passage of what a choice says looked at for a refusal, where that matters: before the
  /// passage itself, and whatever the opening is by then, so that what is known does not depend on how the answer was
  /// split.
  private mutating func askForBeginning(_ passage: PassageCutter.Passage, of strand: AnswerStrand) {
    guard detectsBeginnings, strand.field == .content || strand.field == .refusal,
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

  private mutating func strandIndex(
    choice: Int, part: Int, field: AnswerField
  ) throws(ModerationFault) -> Int {
    if let index = strands.firstIndex(where: { $0.choice == choice && $0.part == part && $0.field == field }) {
      return index
    }
    guard strands.count < Self.partLimit else { throw .tooManyStrands }
    let release = plan.policy.release
    strands.append(
      AnswerStrand(
        choice: choice, part: part, field: field, window: release.window, context: release.context,
        redactor: plan.redactor, isRepeated: plan.dialect.repeatsItself))
    return strands.count - 1
  }

  mutating func append(_ frame: AnswerFrame) {
    held += frame.size
    frames.append(frame)
  }
}
