import Classifiers
import NIOCore
import OpenAIWire
import Policy
import RefusalLog
import Taxonomy

extension Exchange {
  /// What was done, as far as it is known now.
  var action: ExchangeAction {
    guard request != nil else { return .none }
    if promptRuling.decision.withholds { return .refuse }
    if moderator?.decision?.withholds == true { return .cut }
    if promptRuling.decision.action == .refuse || moderator?.decision?.action == .refuse { return .monitor }
    if promptRuling.changesRequest { return .change }
    return .allow
  }

  /// Whether the answer is, as far as it is known now, a suspected false refusal.
  var isSuspectedFalseRefusal: Bool {
    guard let promptSignals, let refusal = firstModerator?.knownRefusal, !promptRuling.decision.withholds else {
      return false
    }
    return policy.isSuspectedFalseRefusal(promptHarm: promptSignals.harm, refusal: refusal)
  }

  var isAnnotated: Bool { policy.falseRefusalAction == .annotate && isSuspectedFalseRefusal }

  /// What a candidate revision said, on the prompt and on the answer.
  var comparisons: [CandidateComparison] {
    candidate == nil ? [] : [comparison, moderator?.comparison].compactMap(\.self)
  }

  /// Ends the exchange, once: upstream is let go, the record, the counts and the log line are written, and the client's
  /// connection goes on.
  func conclude(_ outcome: ExchangeOutcome) {
    guard self.outcome == nil else { return }
    self.outcome = outcome
    mode = .over
    if judgementsAwaited > 0 { loop.shared.scheduler.cancel(decisionID) }
    guardRound?.cancel()
    if case .asked(let first, _) = retry { first.cancel() }
    guardRound = nil
    if let connection {
      connection.cancel()
      self.connection = nil
    } else if permitted != nil, times.sent == nil {
      loop.pool.forget(self)
    }
    // The answer goes out before anything is written about it.
    if outcome != .clientGone { client.exchangeEnded(keepsAlive: isKeptAlive) }
    let now = NIODeadline.now()
    // A moderation is no answer of a model that could be withheld.
    if let request, request.dialect != .moderations {
      if let draft = draft(now: now) { loop.shared.recordDesk.submit(draft) }
      loop.tally.count(traffic)
    }
    loop.tally.count(endpoint: endpoint, outcome: outcome)
    loop.tally.observe(.total, now - times.start)
    if let decision = moderator?.decision { loop.tally.count(decision) }
    for comparison in comparisons { loop.tally.count(comparison) }
    loop.log(self, outcome: outcome, total: now - times.start)
  }

  /// The record of this exchange, when something was withheld, or would have been, or the model refused.
  private func draft(now: NIODeadline) -> RecordDraft? {
    guard let request, let (verdict, decision) = finding else { return nil }
    let answered = firstModerator
    let (retried, secondAnswer) = retriedAnswer
    var promptCapture = ContentCapture(policy)
    promptCapture.append(prompt)
    let signals = decision.stage == .prompt ? promptSignals?.categories : answered?.signals?.categories
    let record = RefusalRecord(
      id: decisionID, app: principal.app, keyID: principal.keyID, endpoint: request.dialect.path.description,
      model: request.model, isStreamed: request.isStreaming, policy: policy.reference,
      classifier: loop.shared.scheduler.classifier.identity.description, stage: decision.stage,
      action: decision.action, isEnforced: decision.isEnforced, ruleIDs: decision.ruleIDs, cause: decision.cause,
      verdict: verdict, promptHarm: promptSignals?.harm, attack: promptSignals?.attack,
      answerHarm: answered?.signals?.harm, refusalScore: answered?.recordedRefusal?.refusal,
      refusalKind: answered?.recordedRefusal?.kind,
      categories: Dictionary(uniqueKeysWithValues: (signals ?? [:]).map { ($0.key.rawValue, $0.value) }),
      promptJudgingMicroseconds: Int(times.promptJudging.microseconds),
      answerJudgingMicroseconds: Int(times.answerJudging.microseconds),
      totalMicroseconds: Int((now - times.start).microseconds),
      upstreamMilliseconds: times.sent.map { Int((times.lastByte - $0).microseconds / 1000) },
      statusCode: status, delivery: delivery, releasedCharacters: moderator?.releasedCharacters ?? 0,
      contentMode: ContentMode(policy.recordContent),
      userKey: loop.shared.userKeys?.key(of: request.user, app: principal.app), retry: retried)
    return RecordDraft(
      record, prompt: promptCapture, answer: answered?.captureToTheEnd, secondAnswer: secondAnswer)
  }

  /// The verdict and the decision it rests on. What was withheld counts before what the model refused, and that before
  /// what a monitored rule would have withheld.
  private var finding: (Verdict, Decision)? {
    if promptRuling.decision.withholds { return (.guardBlock, promptRuling.decision) }
    if let decision = moderator?.decision, decision.withholds { return (.guardCut, decision) }
    if let refusal = firstModerator?.recordedRefusal, refusal.kind != .none {
      return (isSuspectedFalseRefusal ? .exaggeratedRefusal : .justifiedRefusal, .allow(.response))
    }
    if promptRuling.decision.action == .refuse { return (.guardBlock, promptRuling.decision) }
    if let decision = moderator?.decision, decision.action == .refuse { return (.guardCut, decision) }
    return nil
  }

  private var delivery: Delivery {
    switch outcome {
    case .clientGone: .clientGone
    case .upstreamFailed: .upstreamFailed
    case .cut: moderator.map { $0.releasedCharacters > 0 } ?? false ? .cut : .complete
    case .answered, .refused, .rejected, .failed, nil: .complete
    }
  }

  private var traffic: TrafficKey {
    let decision = promptRuling.decision.withholds ? promptRuling.decision : moderator?.decision
    let kind: TrafficOutcome =
      switch outcome {
      case .refused, .cut:
        decision?.cause == .classifierFailure
          ? .classifierFailed : promptRuling.decision.withholds ? .refusedPrompt : .cutAnswer
      case .clientGone: .clientGone
      case .upstreamFailed: .upstreamFailed
      case .answered, .rejected, .failed, nil:
        moderator?.refusal.map { $0.kind != .none } ?? false ? .modelRefusal : .allowed
      }
    let isSafe = promptSignals.map { policy.looksHarmless(promptHarm: $0.harm) } ?? false
    return TrafficKey(
      milliseconds: Int64(decisionID.milliseconds), app: principal.app, model: request?.model,
      policy: policy.reference.name, outcome: kind, isPromptSafe: isSafe)
  }
}
