import NIOCore
import OpenAIWire
import Policy
import Taxonomy

/// One request and its answer: judges the prompt, calls upstream, moderates the answer, and reports at the end.
///
/// Confined to its event loop. The decisions are made by pure parts (`ModelRequest`, `CompiledPolicy`,
/// `AnswerModerator`); this carries out what they say. The way of a request through it, in order:
///
///     begin -> judgePrompt -> promptJudged -> forward -> upstreamIsReady        (Exchange, Exchange+prompt)
///              startEarly: where the policy says `start: parallel`, forward comes before promptJudged, and what
///              upstream says meanwhile is held back                             (Exchange+early)
///           -> upstreamSentHead -> upstreamSentBody ... -> upstreamEnded        (Exchange+answer)
///              settleBeginning: a suspected false refusal is held, and forward comes once more (Exchange+retry)
///     begin -> moderateInputs                                                  (Exchange+moderation)
///     begin -> takeFeedback                                                    (Exchange+feedback)
///           -> conclude                                                        (Exchange+conclusion)
final class Exchange {
  let loop: ProxyLoop
  let client: ClientConnection
  let head: HTTPRequestHead
  let endpoint: Endpoint
  let principal: Principal
  let decisionID: DecisionID
  /// One revision of the policies, held to the end of the stream.
  let policies: ServedPolicies
  /// The policy of it that decides; known once the request is read.
  private(set) var served: ServedPolicy
  /// The policy that decides in the shadow; nil when there is no candidate revision.
  private(set) var candidate: CompiledPolicy?
  var times: ExchangeTimes

  /// The request to a model, once it is read.
  var request: ModelRequest?
  /// Calls of the scheduler that have not come back.
  var judgementsAwaited = 0
  /// What guard models are being asked just now; nil when none is.
  var guardRound: GuardRound?
  /// What the rules say of the prompt; allowed until they have been tried.
  var promptRuling = Ruling(.allow(.prompt))
  var promptSignals: PromptSignals?
  /// What a candidate revision says about the prompt; nil when there is none.
  var comparison: CandidateComparison?
  /// The last user message: what the answer is judged against and a record shows.
  var prompt = ""

  var permitted: PermittedRequest?
  var connection: UpstreamConnection?
  var hasRetried = false
  /// Whether the model is or was asked once more.
  var retry = RetryState.none
  /// What upstream said while the prompt is still being judged; nil unless the request went upstream before that.
  var early: EarlyAnswer?

  var mode = AnswerMode.awaited
  var answerHead: HTTPResponseHead?
  var moderator: AnswerModerator?
  /// Bytes for the client that wait for the end of a read from upstream, so that they go out in one write.
  var outgoing = ByteBuffer()
  /// Whether bytes too many to be copied were written past `outgoing` and not sent yet.
  var hasUnflushed = false
  var status = 0
  var sentBytes = 0
  /// Whether the client's connection can carry another request.
  var isKeptAlive: Bool
  /// Whether the answer's head has gone to the client.
  var hasSentHead = false
  var answerIsChunked = false
  var outcome: ExchangeOutcome?

  init(
    loop: ProxyLoop, client: ClientConnection, head: HTTPRequestHead, endpoint: Endpoint, principal: Principal
  ) {
    self.loop = loop
    self.client = client
    self.head = head
    self.endpoint = endpoint
    self.principal = principal
    decisionID = loop.ids.next()
    policies = loop.policies()
    served = policies.fallback
    times = ExchangeTimes(start: .now())
    isKeptAlive = head.isKeptAlive
  }

  var policy: CompiledPolicy { served.policy }

  /// On whose behalf the scheduler judges; made once something is not judged on the loop.
  lazy var judgingOwner = JudgingOwner(id: decisionID, scope: principal.app)

  /// What rules may know of the request beside its texts.
  var facts: RouteFacts {
    let fields = head.fields
    return RouteFacts(app: principal.app, keyID: principal.keyID, model: request?.model, endpoint: endpoint.word) {
      fields.onlyValue(of: $0)
    }
  }

  /// The dialect that the client speaks, for what it is told.
  var dialect: Dialect {
    if case .model(let dialect) = endpoint { dialect } else { .chatCompletions }
  }

  /// Languages for what the policy says: the prompt's, where it can be told, then those that the client asks for.
  var answerLanguages: [String] {
    CompiledPolicy.languages(ofPrompt: prompt, accepted: head.fields.acceptedLanguages)
  }

  /// The request is complete.
  func begin(body: ByteBuffer) {
    switch endpoint {
    case .model(let dialect):
      do {
        let request = try ModelRequest.parse(body, dialect: dialect, limits: loop.shared.requestLimits)
        self.request = request
        choosePolicy()
        if let error = policy.objection(to: request.unjudged) {
          // As with a request that cannot be read, nothing was decided on it.
          self.request = nil
          return reject(error)
        }
        if dialect == .moderations { moderateInputs(of: request) } else { judgePrompt(of: request) }
      } catch { reject(APIError(error)) }
    case .feedback: takeFeedback(body)
    case .models, .passThrough:
      if let permitted = PromptGate.permit(unjudged: endpoint, head: head, body: body) { forward(permitted) }
    }
  }

  private func choosePolicy() {
    let facts = facts
    served = policies.policy(for: facts)
    candidate = policies.candidate(for: facts)
    comparison = candidate.map { CandidateComparison(candidate: $0) }
  }

  /// The client has gone: upstream is cancelled at once.
  func clientGone() { conclude(.clientGone) }

  /// The client takes bytes again, or no longer.
  func clientWritabilityChanged(_ isWritable: Bool) {
    if isWritable { resumeUpstreamIfPossible() } else { connection?.pause() }
  }

  /// Ends what takes too long.
  func checkDeadlines(now: NIODeadline) {
    let limits = loop.shared.configuration.timeouts
    if endpoint == .feedback {
      if now - times.start > FeedbackDesk.patience { giveUpFeedback() }
    } else if now - times.start > TimeAmount(limits.total) {
      fail(.tooSlow(seconds: limits.total.components.seconds))
    } else if times.sent != nil, early == nil, moderator?.isJudging != true, client.isWritable,
      now - times.lastByte > TimeAmount(limits.answerIdle)
    {
      fail(.idle(seconds: limits.answerIdle.components.seconds))
    }
  }

  /// The request cannot be served: the client is told why, and upstream is not called.
  func reject(_ error: APIError) {
    sendWhole(
      status: error.status, body: error.body(for: dialect), contentType: "application/json",
      retryAfter: error.retryAfterSeconds)
    conclude(error.status < 500 ? .rejected : .failed)
  }
}
