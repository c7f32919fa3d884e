import Classifiers
import NIOCore
import OpenAIWire
import Policy
import Taxonomy

extension Exchange: UpstreamUser {
  /// Has the judged texts of the request judged, where the policy asks for it.
  func judgePrompt(of request: ModelRequest) {
    let isJudged = policy.judgesPrompt || policy.watchesRefusals
    if isJudged || policy.judgesAnswers { prompt = request.conversation.lastUserText ?? "" }
    guard isJudged else { return carryOut(Ruling(.allow(.prompt)), on: request) }
    if policy.startsInParallel { startEarly(request) }
    // Told at once, as when upstream cannot be reached.
    guard outcome == nil else { return }
    let begun = NIODeadline.now()
    judgementsAwaited += 1
    let indices = policy.judgedIndices(of: request.conversation)
    loop.shared.scheduler.judge(
      prompt: indices.map { request.conversation.texts[$0] }, for: judgingOwner, on: loop.eventLoop
    ) { judged in
      self.judgementsAwaited -= 1
      guard self.outcome == nil else { return }
      self.times.promptJudging = .now() - begun
      self.loop.tally.observe(.promptJudging, self.times.promptJudging)
      self.promptJudged(judged, of: request, texts: indices, since: begun)
    }
  }

  private func promptJudged(
    _ judged: JudgedPrompt, of request: ModelRequest, texts indices: [Int], since begun: NIODeadline
  ) {
    if let failure = judged.failure { loop.tally.count(failure: failure) }
    if judged.failure == nil || judged.texts.contains(where: { $0 != nil }) { promptSignals = judged.signals }
    let items = judged.items(of: request.conversation, at: indices)
    rule(on: items, of: request, since: begun, verdicts: [:])
  }

  /// Tries the rules; what they want to know of guard models is asked, until nothing is open.
  ///
  /// - Parameters:
  ///   - begun: when judging the prompt began.
  ///   - verdicts: what guard models said so far.
  private func rule(
    on items: [JudgedItem], of request: ModelRequest, since begun: NIODeadline,
    verdicts: [GuardQuestion: GuardVerdict]
  ) {
    let ruling = policy.rule(onPrompt: items, facts: facts, verdicts: verdicts)
    guard !ruling.questions.isEmpty else {
      // The candidate asks nobody itself: what it wants to know and was asked for the active policy it is told.
      if let candidate {
        comparison?.note(
          active: ruling, candidate: candidate.rule(onPrompt: items, facts: facts, verdicts: verdicts))
      }
      return carryOut(ruling, on: request)
    }
    // INVARIANT: every question is answered once, so this ends.
    precondition(ruling.questions.allSatisfy { verdicts[$0] == nil }, "a guard model is asked again")
    askGuardModels(
      ruling.questions, about: { GuardTopic(prompt: items[$0].text.text) },
      then: { found in
        self.times.promptJudging = .now() - begun
        self.rule(on: items, of: request, since: begun, verdicts: verdicts.merging(found) { $1 })
      })
  }

  /// Does what the rules say: refuses, or forwards the request as it is or as they change it.
  private func carryOut(_ ruling: Ruling, on request: ModelRequest) {
    promptRuling = ruling
    loop.tally.count(ruling.decision)
    let change = RequestChange(ruling)
    do throws(RequestChangeFault) {
      let permitted = try PromptGate.permit(
        request, head: head, ruling: ruling, change: change, limits: loop.shared.requestLimits,
        byteLimit: loop.shared.configuration.limits.requestBodyBytes)
      guard let permitted else { return refuse(request) }
      // What was taken out must not stand in the record of the answer either.
      if let changed = permitted.changedPrompt { prompt = changed }
      if early != nil {
        settleEarly(permitted)
      } else {
        forward(permitted)
      }
    } catch {
      // What a rule takes out must not go on because it could not be taken out.
      reject(APIError(error))
    }
  }

  /// Answers with the policy's message; upstream is never called.
  private func refuse(_ request: ModelRequest) {
    let message = policy.message(
      promptRuling.decision.messageKey, languages: answerLanguages, decision: decisionID,
      category: promptRuling.category)
    // Where nothing is generated, there is no message to show either.
    if promptRuling.form == .error || !request.dialect.generatesText {
      let error = ContentFilterError(
        message: message, stage: .prompt, category: promptRuling.category, scores: promptSignals?.categories ?? [:],
        attack: promptSignals?.attack)
      sendWhole(status: ContentFilterError.status, body: error.body(for: dialect), contentType: "application/json")
      return conclude(.refused)
    }
    let writer = request.dialect.answerWriter(
      .own(request.dialect, decision: decisionID, model: request.model ?? "", created: loop.unixTime()),
      choiceCount: request.choiceCount, includesUsage: request.includesUsage)
    if request.isStreaming {
      sendWhole(status: 200, body: writer.refusedStream(message), contentType: request.dialect.framing.contentType)
    } else {
      sendWhole(
        status: 200, body: writer.refusedAnswer(message, choiceCount: request.choiceCount, usage: nil),
        contentType: "application/json")
    }
    conclude(.refused)
  }

  func forward(_ request: PermittedRequest) {
    permitted = request
    times.lastByte = .now()
    loop.pool.lease(to: self, fresh: false)
  }

  var wantsUpstream: Bool { outcome == nil && connection == nil }

  func upstreamIsReady(_ connection: UpstreamConnection) {
    guard let permitted else { preconditionFailure("a connection was leased for nothing") }
    self.connection = connection
    let now = NIODeadline.now()
    times.sent = now
    times.lastByte = now
    let (bytes, rest) = loop.shared.upstreamRequests.render(permitted)
    connection.send(bytes, body: rest, isHead: head.method == .head)
    if !client.isWritable { connection.pause() }
  }
}

extension JudgedPrompt {
  /// What the rules are tried for: each judged text, and the conversation as a whole as its last text that a user said.
  fileprivate func items(of conversation: Conversation, at indices: [Int]) -> [JudgedItem] {
    let cause = SignalsFailure(failure)
    var items = zip(indices, texts).map {
      JudgedItem(text: conversation.texts[$0], signals: $1, index: $0, failure: cause)
    }
    guard let last = indices.last(where: { conversation.texts[$0].role == .user }) ?? indices.last else { return items }
    switch together {
    case .nothing: break
    case .found(let signals): items.append(JudgedItem(text: conversation.texts[last], signals: signals, index: last))
    case .failed:
      items.append(JudgedItem(text: conversation.texts[last], signals: nil, index: last, failure: cause))
    }
    return items
  }
}

extension RequestChange {
  /// What a ruling changes in a request.
  fileprivate init(_ ruling: Ruling) {
    self.init(redactions: ruling.redactions)
    guard !ruling.systemChanges.isEmpty else { return }
    var isReplaced = false
    var texts: [String] = []
    for change in ruling.systemChanges {
      switch change {
      case .prepend(let text): texts.append(text)
      case .replace(let text):
        isReplaced = true
        texts.append(text)
      }
    }
    let text = texts.joined(separator: "\n\n")
    system = isReplaced ? .replaceAll(text) : .prepend(text)
  }
}
