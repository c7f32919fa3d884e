import Classifiers
import NIOCore
import OpenAIWire
import Policy
import RefusalLog
import Taxonomy

/// The counts of one event loop: plain numbers, published to the shared metrics every tick.
struct LoopTally {
  /// Things that are counted one by one.
  enum Event: Int, CaseIterable {
    case upstreamRetries
    /// A suspected false refusal was tried once more.
    case retries
    /// The second answer was delivered.
    case retriesDelivered
    case clientStalls
    case requestTimeouts
    case connectionsRefused
    case feedbackLimited
  }

  /// Times that are observed.
  enum Span: Int, CaseIterable {
    case promptJudging
    case answerJudging
    case guardJudging
    case total
  }

  /// What is so many now.
  struct Gauges: Sendable {
    var clientConnections = 0
    var upstreamConnections = 0
    var idleUpstreamConnections = 0
    var waitingRequests = 0
    var guardConnections = 0
    var waitingGuardRequests = 0
  }

  private var counts = ProxyCounts()
  private var traffic: [TrafficKey: Int] = [:]
  var gauges = Gauges()

  var published: (ProxyCounts, Gauges) { (counts, gauges) }

  mutating func count(_ event: Event) { counts.events[event.rawValue] += 1 }

  mutating func count(endpoint: Endpoint, outcome: ExchangeOutcome) {
    counts.requests[ProxyCounts.Request(endpoint: endpoint, outcome: outcome), default: 0] += 1
  }

  /// A decision that asked for something; those that allow are the requests without one.
  mutating func count(_ decision: Decision) {
    counts.decisions[
      ProxyCounts.Decided(
        stage: decision.stage, action: decision.action, isEnforced: decision.isEnforced, cause: decision.cause),
      default: 0] += 1
  }

  /// What a candidate revision said about a prompt, or about an answer and its passages.
  mutating func count(_ comparison: CandidateComparison) {
    for pair in comparison.pairs {
      let subject = pair.active.decision.stage.rawValue
      counts.compared[ProxyCounts.Compared(subject: subject, effects: pair.effects), default: 0] += 1
    }
    for (effects, count) in comparison.passages {
      counts.compared[ProxyCounts.Compared(subject: "passage", effects: effects), default: 0] += count
    }
  }

  /// A request that was refused before it became an exchange.
  mutating func count(refusal status: Int) { counts.refusals[status, default: 0] += 1 }

  mutating func count(failure: UpstreamFailure) { counts.upstreamFailures[failure.word, default: 0] += 1 }

  mutating func count(failure: ClassifierFailure) { counts.classifierFailures[failure.word, default: 0] += 1 }

  /// A guard model's answer, or that there was none.
  mutating func count(_ report: GuardReport) {
    counts.guardVerdicts[report.verdict.word, default: 0] += 1
    if let failure = report.failure { counts.guardFailures[failure.word, default: 0] += 1 }
    observe(.guardJudging, report.time)
  }

  /// Feedback of an app, and what became of it, in one word.
  mutating func count(_ opinion: Feedback.Opinion, became status: String) {
    counts.feedback[ProxyCounts.GivenFeedback(opinion: opinion, status: status), default: 0] += 1
  }

  mutating func count(_ key: TrafficKey) { traffic[key, default: 0] += 1 }

  mutating func observe(_ span: Span, _ time: TimeAmount) { counts.spans[span.rawValue].observe(time) }

  /// The traffic since the last call.
  mutating func takeTraffic() -> [TrafficKey: Int] {
    guard !traffic.isEmpty else { return [:] }
    defer { traffic = [:] }
    return traffic
  }
}

extension UpstreamFailure {
  /// One word for metrics.
  var word: String {
    switch self {
    case .unreachable: "unreachable"
    case .closedEarly: "closed_early"
    case .malformed: "malformed"
    case .overloaded: "overloaded"
    case .idle: "idle"
    case .tooSlow: "too_slow"
    case .unreadable: "unreadable"
    case .encoded: "encoded"
    case .shuttingDown: "shutting_down"
    }
  }
}

extension GuardVerdict {
  /// One word for metrics.
  var word: String {
    switch self {
    case .safe: "safe"
    case .unsafe: "unsafe"
    case .failed: "failed"
    }
  }
}

extension ClassifierFailure {
  /// One word for metrics.
  var word: String {
    switch self {
    case .badWeights: "bad_weights"
    case .selfCheckFailed: "self_check_failed"
    case .overloaded: "overloaded"
    case .deadlineExceeded: "deadline_exceeded"
    case .failed: "failed"
    }
  }
}
