package import Taxonomy

/// One request about which something was withheld, or was suspected to be: at most one record a request.
///
/// `docs/refusal-log.md` describes the same as columns.
package struct RefusalRecord: Sendable, Equatable {
  /// The request's decision id; its time is the record's time.
  package var id: DecisionID
  /// The app that the API key belongs to.
  package var app: String
  /// Id of the API key; nil where no key was asked for.
  package var keyID: String?
  /// Path of the endpoint: `/v1/chat/completions`.
  package var endpoint: String
  /// The model that the client named; nil when it named none.
  package var model: String?
  package var isStreamed: Bool
  package var policy: PolicyReference
  /// `name@revision` of the classifier.
  package var classifier: String
  /// The side of the model on which the verdict fell.
  package var stage: Stage
  /// What the rules asked for; `allow` where the model itself refused.
  package var action: Decision.Action
  /// False in `mode: monitor`.
  package var isEnforced: Bool
  /// Ids of the rules that fired, in their order.
  package var ruleIDs: [String]
  package var cause: Decision.Cause
  package var verdict: Verdict
  /// Calibrated probability in 0...1 that the prompt asks for harm; nil when it was not judged.
  package var promptHarm: Double?
  /// Calibrated probability in 0...1 of an attack (jailbreak); nil when the classifier has no such head.
  package var attack: Double?
  /// The worst passage's probability in 0...1 of a harmful answer; nil when no answer was judged.
  package var answerHarm: Double?
  /// Calibrated probability in 0...1 that the answer refuses; nil when no answer was looked at.
  package var refusalScore: Double?
  package var refusalKind: RefusalKind?
  /// Probability per hazard category (`HazardCategory` raw values) of the stage's judged text.
  package var categories: [String: Double]
  /// Time spent in judging the prompt, in microseconds.
  package var promptJudgingMicroseconds: Int
  /// Time spent in judging the answer, all passages together, in microseconds.
  package var answerJudgingMicroseconds: Int
  /// From the request's last byte in to the answer's last byte out, in microseconds.
  package var totalMicroseconds: Int
  /// From the request's forwarding to the upstream's last byte, in milliseconds; nil when the upstream was not called.
  package var upstreamMilliseconds: Int?
  /// The HTTP status code that the client got.
  package var statusCode: Int
  package var delivery: Delivery
  /// Characters (Unicode scalars) of the model's answer that the client got.
  package var releasedCharacters: Int
  /// How `prompt` and `answer` are kept.
  package var contentMode: ContentMode
  /// The last user message: its beginning, or its SHA-256, or nil (`contentMode`).
  package var prompt: String?
  /// Length of the whole prompt in UTF-8 bytes; more than `prompt` holds when it was cut.
  package var promptBytes: Int?
  /// The model's answer: its beginning, or its SHA-256, or nil (`contentMode`, or no answer came).
  package var answer: String?
  /// Length of the whole answer in UTF-8 bytes, as far as it came; more than `answer` holds when it was cut.
  package var answerBytes: Int?
  /// A stable pseudonym of the app's user, an HMAC that the caller made; nil when the request named none.
  package var userKey: String?
  /// What a second try gave; nil when there was none.
  package var retry: RetriedAnswer?
  /// The review that stands; nil when nobody judged, and never written with the record itself.
  package var review: Review?

  package init(
    id: DecisionID, app: String, keyID: String? = nil, endpoint: String, model: String?, isStreamed: Bool,
    policy: PolicyReference, classifier: String, stage: Stage, action: Decision.Action, isEnforced: Bool = true,
    ruleIDs: [String] = [], cause: Decision.Cause = .rules, verdict: Verdict, promptHarm: Double? = nil,
    attack: Double? = nil, answerHarm: Double? = nil, refusalScore: Double? = nil, refusalKind: RefusalKind? = nil,
    categories: [String: Double] = [:], promptJudgingMicroseconds: Int = 0, answerJudgingMicroseconds: Int = 0,
    totalMicroseconds: Int = 0, upstreamMilliseconds: Int? = nil, statusCode: Int = 200,
    delivery: Delivery = .complete, releasedCharacters: Int = 0, prompt: RecordedContent = .absent,
    answer: RecordedContent = .absent, contentMode: ContentMode, userKey: String? = nil, retry: RetriedAnswer? = nil
  ) {
    self.id = id
    self.app = app
    self.keyID = keyID
    self.endpoint = endpoint
    self.model = model
    self.isStreamed = isStreamed
    self.policy = policy
    self.classifier = classifier
    self.stage = stage
    self.action = action
    self.isEnforced = isEnforced
    self.ruleIDs = ruleIDs
    self.cause = cause
    self.verdict = verdict
    self.promptHarm = promptHarm
    self.attack = attack
    self.answerHarm = answerHarm
    self.refusalScore = refusalScore
    self.refusalKind = refusalKind
    self.categories = categories
    self.promptJudgingMicroseconds = promptJudgingMicroseconds
    self.answerJudgingMicroseconds = answerJudgingMicroseconds
    self.totalMicroseconds = totalMicroseconds
    self.upstreamMilliseconds = upstreamMilliseconds
    self.statusCode = statusCode
    self.delivery = delivery
    self.releasedCharacters = releasedCharacters
    self.contentMode = contentMode
    self.prompt = prompt.text
    self.promptBytes = prompt.byteCount
    self.answer = answer.text
    self.answerBytes = answer.byteCount
    self.userKey = userKey
    self.retry = retry
  }

  /// Unix time of the request in milliseconds, out of `id`.
  package var milliseconds: Int64 { Int64(id.milliseconds) }
}
