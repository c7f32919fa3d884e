import Classifiers
import NIOCore
import OpenAIWire
import Policy
import Taxonomy

/// Requests to `/v1/moderations`, which the proxy answers itself.
extension Exchange {
  /// The score from which on a category counts as found: scores are calibrated probabilities.
  private static var categoryBound: Double { 0.5 }

  /// Has every input judged, each by itself and whatever the policy's roles and turns say, and answers with the scores and
  /// with what the policy would do about such a prompt.
  func moderateInputs(of request: ModelRequest) {
    let texts = request.conversation.texts
    let begun = NIODeadline.now()
    var signals = [PromptSignals?](repeating: nil, count: texts.count)
    var failure: ClassifierFailure?
    var missing = texts.count
    guard missing > 0 else { return ruleOnInputs(of: request, signals: [], results: []) }
    for (index, text) in texts.enumerated() where outcome == nil {
      judgementsAwaited += 1
      // One call each: together they would be judged as a conversation, too.
      loop.shared.scheduler.judge(prompt: [text], for: judgingOwner, on: loop.eventLoop) { judged in
        self.judgementsAwaited -= 1
        guard self.outcome == nil else { return }
        signals[index] = judged.texts.first ?? nil
        failure = failure ?? judged.failure
        missing -= 1
        guard missing == 0 else { return }
        self.times.promptJudging = .now() - begun
        self.loop.tally.observe(.promptJudging, self.times.promptJudging)
        if let failure { return self.answerWithoutScores(failure) }
        self.ruleOnInputs(of: request, signals: signals, results: [])
      }
    }
  }

  /// A moderation without scores would be taken for a harmless input.
  private func answerWithoutScores(_ failure: ClassifierFailure) {
    loop.tally.count(failure: failure)
    let error =
      failure == .overloaded
      ? APIError.overloaded("too much waits to be judged") : .internalFailure("the input could not be judged")
    reject(error)
  }

  /// Tries the rules on the inputs, one after another; guard models are asked where they want it.
  ///
  /// - Parameters:
  ///   - signals: by text of the conversation.
  ///   - results: of the inputs before.
  ///   - verdicts: what guard models said of the input at hand.
  private func ruleOnInputs(
    of request: ModelRequest, signals: [PromptSignals?], results: [ModerationResult],
    verdicts: [GuardQuestion: GuardVerdict] = [:]
  ) {
    var results = results
    var verdicts = verdicts
    let inputs = request.moderated
    while results.count < inputs.count {
      let items = inputs[results.count].map { index in
        JudgedItem(text: request.conversation.texts[index], signals: signals[index], index: index)
      }
      let ruling = policy.rule(onPrompt: items, facts: facts, verdicts: verdicts)
      guard ruling.questions.isEmpty else {
        return askGuardModels(
          ruling.questions, about: { GuardTopic(prompt: items[$0].text.text) },
          then: { [results] found in
            self.ruleOnInputs(
              of: request, signals: signals, results: results, verdicts: verdicts.merging(found) { $1 })
          })
      }
      results.append(
        ModerationResult(items.compactMap(\.signals), isRefused: !items.isEmpty && ruling.decision.action == .refuse))
      verdicts = [:]
    }
    let classifier = loop.shared.scheduler.classifier.identity.description
    let answer = ModerationAnswer(
      id: AnswerEnvelope.own(.moderations, decision: decisionID, model: "", created: 0).id,
      model: request.model ?? classifier, bound: Self.categoryBound, results: results)
    sendWhole(status: 200, body: answer.body, contentType: "application/json")
    conclude(.answered)
  }
}

extension ModerationResult {
  /// The worst of what is known of an input's readings.
  fileprivate init(_ readings: [PromptSignals], isRefused: Bool) {
    var hazards: [HazardCategory: Double] = [:]
    for reading in readings { hazards.merge(reading.categories) { max($0, $1) } }
    self.init(
      harm: readings.map(\.harm).max() ?? 0, attack: readings.compactMap(\.attack).max(), hazards: hazards,
      isRefused: isRefused, hasText: !readings.isEmpty)
  }
}
