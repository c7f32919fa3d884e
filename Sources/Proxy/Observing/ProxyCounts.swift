import Policy
import RefusalLog
import Taxonomy

/// What is counted, since the start.
struct ProxyCounts: Sendable {
  struct Request: Hashable, Sendable {
    var endpoint: Endpoint
    var outcome: ExchangeOutcome
  }

  struct Decided: Hashable, Sendable {
    var stage: Stage
    var action: Decision.Action
    var isEnforced: Bool
    var cause: Decision.Cause
  }

  /// What both revisions said of a prompt, a response or a passage.
  struct Compared: Hashable, Sendable {
    var subject: String
    var effects: CandidateComparison.Effects
  }

  struct GivenFeedback: Hashable, Sendable {
    var opinion: Feedback.Opinion
    var status: String
  }

  var events = [Int](repeating: 0, count: LoopTally.Event.allCases.count)
  var requests: [Request: Int] = [:]
  var decisions: [Decided: Int] = [:]
  var compared: [Compared: Int] = [:]
  /// Requests refused on their head or framing, by HTTP status.
  var refusals: [Int: Int] = [:]
  var upstreamFailures: [String: Int] = [:]
  var classifierFailures: [String: Int] = [:]
  var guardVerdicts: [String: Int] = [:]
  var guardFailures: [String: Int] = [:]
  var feedback: [GivenFeedback: Int] = [:]
  var spans = [TimeHistogram](repeating: TimeHistogram(), count: LoopTally.Span.allCases.count)

  /// Adds the counts of another loop.
  mutating func add(_ other: ProxyCounts) {
    for index in events.indices { events[index] += other.events[index] }
    requests.merge(other.requests, uniquingKeysWith: +)
    decisions.merge(other.decisions, uniquingKeysWith: +)
    compared.merge(other.compared, uniquingKeysWith: +)
    refusals.merge(other.refusals, uniquingKeysWith: +)
    upstreamFailures.merge(other.upstreamFailures, uniquingKeysWith: +)
    classifierFailures.merge(other.classifierFailures, uniquingKeysWith: +)
    guardVerdicts.merge(other.guardVerdicts, uniquingKeysWith: +)
    feedback.merge(other.feedback, uniquingKeysWith: +)
    guardFailures.merge(other.guardFailures, uniquingKeysWith: +)
    for index in spans.indices { spans[index].add(other.spans[index]) }
  }
}
