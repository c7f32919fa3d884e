import Classifiers
import NIOCore
import OpenAIWire
package import Policy
import Taxonomy

extension AnswerModerator {
  /// Applies findings in the order of the text, up to a passage that guard models have to be asked about first: it
  /// holds its place, and those after it wait.
  mutating func apply(_ findings: ArraySlice<(JudgingJob, JudgingFinding)>) {
    var rest = findings
    while let (job, finding) = rest.popFirst() {
      switch (job, finding) {
      case (.passage(let strand, let text, let end), .passage(let result)):
        let passage = FoundPassage(
          strand: strand, text: text, end: end, signals: try? result.get(), failure: SignalsFailure(finding.failure))
        if let found = passage.signals, !isCut(strand) { signals = signals?.worse(of: found) ?? found }
        let questions = rule(on: passage)
        guard questions.isEmpty else {
          waiting = WaitingPassage(passage: passage, questions: questions, rest: rest)
          return
        }
      case (.refusal(let choice, _), .refusal(let result)):
        // Without a finding the refusal stays unknown; nothing is decided on it.
        if let position = choices.firstIndex(where: { $0.index == choice }) {
          choices[position].refusal = try? result.get()
        }
      case (.beginning(let choice, _), .refusal(let result)):
        if let position = choices.firstIndex(where: { $0.index == choice }) {
          choices[position].beginning = try? result.get()
          choices[position].beginningIsSettled = true
        }
      default: preconditionFailure("a finding on another kind of job")
      }
    }
  }

  /// Takes what guard models said of the passage that waits, and goes on with what waited behind it.
  package mutating func answered(_ verdicts: [GuardQuestion: GuardVerdict]) {
    guard let held = waiting, held.isAsked else { preconditionFailure("verdicts that nobody asked for") }
    waiting = nil
    precondition(held.questions.allSatisfy { verdicts[$0] != nil }, "a question without a verdict")
    if knownVerdicts.text != held.passage.text { knownVerdicts = (held.passage.text, [:]) }
    knownVerdicts.verdicts.merge(verdicts) { $1 }
    let questions = rule(on: held.passage)
    guard questions.isEmpty else {
      waiting = WaitingPassage(passage: held.passage, questions: questions, rest: held.rest)
      return
    }
    apply(held.rest)
  }

  /// Rules on one passage: the strand is judged up to its end, or its choice is cut.
  ///
  /// - Returns: what guard models have to be asked first; nothing is decided then.
  private mutating func rule(on passage: FoundPassage) -> [GuardQuestion] {
    guard let position = choices.firstIndex(where: { $0.index == strands[passage.strand].choice }),
      !choices[position].isCut
    else { return [] }
    let verdicts = knownVerdicts.text == passage.text ? knownVerdicts.verdicts : [:]
    let ruling = plan.policy.rule(
      onAnswer: passage.text, signals: passage.signals, failure: passage.failure,
      refusal: choices[position].beginning?.kind, facts: plan.facts, verdicts: verdicts)
    guard ruling.questions.isEmpty else { return ruling.questions }
    if let candidate = plan.candidate {
      // Asks nobody itself: what it wants to know and was asked for the active policy it is told.
      let other = candidate.rule(
        onAnswer: passage.text, signals: passage.signals, failure: passage.failure,
        refusal: choices[position].beginning?.kind, facts: plan.facts,
        verdicts: verdicts)
      comparison?.note(active: ruling, candidate: other)
    }
    for id in ruling.annotations where !annotations.contains(id) { annotations.append(id) }
    let decided = ruling.decision
    if decided.action != .allow, decision.map({ !$0.withholds && decided.withholds }) ?? true {
      decision = decided
      category = ruling.category
    }
    if decided.withholds {
      cut(choice: position, by: ruling)
    } else {
      strands[passage.strand].pass(passage.end)
    }
    return []
  }

  private func isCut(_ strand: Int) -> Bool {
    choices.contains { $0.index == strands[strand].choice && $0.isCut }
  }

  /// Withholds the rest of one choice, and ends the answer when no other choice is left open.
  private mutating func cut(choice position: Int, by ruling: Ruling) {
    choices[position].isCut = true
    let index = choices[position].index
    let message = plan.policy.message(
      ruling.decision.messageKey, languages: plan.languages(), decision: plan.decision, category: ruling.category)
    jobs.removeAll { job in
      if case .passage(let strand, _, _) = job { strands[strand].choice == index } else { false }
    }
    if !plan.isStream, ruling.form == .error, refusalError == nil {
      refusalError = ContentFilterError(
        message: message, stage: .response, category: ruling.category, scores: signals?.categories ?? [:], attack: nil)
    }
    guard plan.isStream else {
      for frame in frames.indices { frames[frame].cutChoices.insert(index) }
      messages[index] = message
      return
    }
    // What is judged and settled of the choice may still leave; the cut stands before the first frame that is not.
    let first =
      frames.firstIndex { frame in
        frame.needs.contains { $0.choice == index && $0.end > strands[$0.strand].settled }
      } ?? frames.endIndex
    for frame in frames[first...].indices { frames[frame].cutChoices.insert(index) }
    let frame = AnswerFrame(.cut(choice: index, message: message))
    held += frame.size
    frames.insert(frame, at: first)
    if choices.count >= plan.choiceCount, choices.allSatisfy({ $0.isCut || $0.isFinished }) { closeStream() }
  }

  /// Every choice is over: the proxy closes the stream, unless upstream already has in a way that stands for itself.
  private mutating func closeStream() {
    if plan.dialect.endsApart, hasEnded || sawDone { return }
    if !hasEnded {
      // A choice may have said more after its end, which nothing else would have judged.
      for index in strands.indices where !isCut(index) { flush(strand: index) }
      hasEnded = true
      cancelIsDue = true
    }
    append(AnswerFrame(.end))
  }
}
