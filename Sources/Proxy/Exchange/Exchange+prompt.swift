import Classifiers
import NIOCore
import OpenAIWire
import Policy
import Taxonomy

extension Exchange: UpstreamUser {
  /// Has the judged texts of the request judged, where the policy asks for it.
  func judgePrompt(of request: ChatRequest) {
    guard policy.judgesPrompt || policy.watchesRefusals else { return decide(request, .allow(.prompt)) }
    prompt = request.conversation.lastUserText ?? ""
    let begun = NIODeadline.now()
    judgementsAwaited += 1
    loop.shared.scheduler.judge(
      prompt: policy.judgedTexts(of: request.conversation), for: judgingOwner, on: loop.eventLoop
    ) { judged in
      self.judgementsAwaited -= 1
      guard self.outcome == nil else { return }
      self.times.promptJudging = .now() - begun
      self.loop.tally.observe(.promptJudging, self.times.promptJudging)
      self.promptJudged(judged, of: request)
    }
  }

  private func promptJudged(_ judged: JudgedPrompt, of request: ChatRequest) {
    guard let failure = judged.failure else {
      promptSignals = judged.signals
      return decide(request, policy.decide(prompt: judged.signals))
    }
    loop.tally.count(failure: failure)
    // What was judged counts: a long text beside a harmful one must not carry it through where failures are let pass.
    let known = policy.decide(prompt: judged.signals)
    if known.withholds {
      promptSignals = judged.signals
      return decide(request, known)
    }
    decide(request, policy.judgesPrompt ? policy.decideOnClassifierFailure(.prompt) : .allow(.prompt))
  }

  private func decide(_ request: ChatRequest, _ decision: Decision) {
    promptDecision = decision
    loop.tally.count(decision)
    guard let permitted = PromptGate.permit(request, head: head, decision: decision) else { return refuse(request) }
    forward(permitted)
  }

  /// Answers with the policy's message; upstream is never called.
  private func refuse(_ request: ChatRequest) {
    let message = policy.message(promptDecision.messageKey, languages: head.fields.acceptedLanguages)
    let envelope = AnswerEnvelope.own(decision: decisionID, model: request.model ?? "", created: loop.unixTime())
    if request.isStreaming {
      sendWhole(
        status: 200,
        body: StreamRendering.refusedStream(
          envelope, message: message, choiceCount: request.choiceCount, includesUsage: request.includesUsage),
        contentType: "text/event-stream")
    } else {
      sendWhole(
        status: 200,
        body: AnswerRendering.refusedCompletion(envelope, message: message, choiceCount: request.choiceCount),
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
