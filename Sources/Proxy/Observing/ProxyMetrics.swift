import Policy
import RefusalLog
import Synchronization
import Taxonomy

/// The data plane's metrics: what the event loops published last, summed and written as Prometheus text.
final class ProxyMetrics: Sendable {
  private let published = Mutex<[ObjectIdentifier: (counts: ProxyCounts, gauges: LoopTally.Gauges)]>([:])

  func publish(_ values: (ProxyCounts, LoopTally.Gauges), from loop: ObjectIdentifier) {
    published.withLock { $0[loop] = (values.0, values.1) }
  }

  /// Prometheus text format 0.0.4. Labels are words of ours only: no model, no path, no text of anybody's.
  func text(judging: JudgingLoad, accessLogDropped: Int, recordTextsDropped: Int) -> String {
    let all = published.withLock { Array($0.values) }
    var counts = ProxyCounts()
    for values in all { counts.add(values.counts) }
    var page = MetricsPage()
    page.counter(
      "evenkeel_requests_total", "Requests answered, by endpoint and how they ended.",
      counts.requests.map { (["endpoint": $0.key.endpoint.word, "outcome": $0.key.outcome.rawValue], $0.value) })
    page.counter(
      "evenkeel_requests_rejected_total", "Requests rejected on their head or framing, by status.",
      counts.refusals.map { (["status": String($0.key)], $0.value) })
    page.counter(
      "evenkeel_decisions_total", "Decisions of the policy, by stage, action, enforcement and cause.",
      counts.decisions.map {
        (
          [
            "stage": $0.key.stage.rawValue, "action": $0.key.action.rawValue,
            "enforced": $0.key.isEnforced ? "true" : "false", "cause": $0.key.cause.rawValue,
          ], $0.value
        )
      })
    page.counter(
      "evenkeel_candidate_decisions_total",
      "What the candidate revision decided beside the active one, by subject, both effects, and whether they differ.",
      counts.compared.map {
        (
          [
            "subject": $0.key.subject, "active": $0.key.effects.active.rawValue,
            "candidate": $0.key.effects.candidate.rawValue,
            "differs": $0.key.effects.differ ? "true" : "false",
          ], $0.value
        )
      })
    page.counter(
      "evenkeel_upstream_failures_total", "Answers that upstream did not give, by reason.",
      counts.upstreamFailures.map { (["reason": $0.key], $0.value) })
    page.counter(
      "evenkeel_classifier_failures_total", "Judgements that the classifier did not give, by reason.",
      counts.classifierFailures.map { (["reason": $0.key], $0.value) })
    page.counter(
      "evenkeel_guard_questions_total", "Questions to guard models that came to an end, by verdict.",
      counts.guardVerdicts.map { (["verdict": $0.key], $0.value) })
    page.counter(
      "evenkeel_guard_failures_total", "Questions that a guard model gave no verdict on, by reason.",
      counts.guardFailures.map { (["reason": $0.key], $0.value) })
    page.counter(
      "evenkeel_upstream_retries_total", "Requests sent again since a pooled connection was stale.",
      [([:], counts.events[LoopTally.Event.upstreamRetries.rawValue])])
    page.counter(
      "evenkeel_refusal_retries_total", "Suspected false refusals for which the model was asked once more.",
      [([:], counts.events[LoopTally.Event.retries.rawValue])])
    page.counter(
      "evenkeel_refusal_retries_delivered_total",
      "Second answers that were delivered in place of a suspected false refusal.",
      [([:], counts.events[LoopTally.Event.retriesDelivered.rawValue])])
    page.counter(
      "evenkeel_feedback_total", "What apps said of decisions, by verdict and what became of it.",
      counts.feedback.map { (["verdict": $0.key.opinion.rawValue, "status": $0.key.status], $0.value) })
    page.counter(
      "evenkeel_limits_hit_total", "Limits that were hit, by limit.",
      [
        (["limit": "client_stall"], counts.events[LoopTally.Event.clientStalls.rawValue]),
        (["limit": "request_timeout"], counts.events[LoopTally.Event.requestTimeouts.rawValue]),
        (["limit": "connections"], counts.events[LoopTally.Event.connectionsRefused.rawValue]),
        (["limit": "feedback"], counts.events[LoopTally.Event.feedbackLimited.rawValue]),
      ])
    page.counter(
      "evenkeel_access_log_dropped_bytes_total", "Bytes of the access log that were not written.",
      [([:], accessLogDropped)])
    page.counter(
      "evenkeel_record_texts_dropped_total", "Records whose texts were left out since too many waited to be redacted.",
      [([:], recordTextsDropped)])
    page.gauge(
      "evenkeel_client_connections", "Open client connections.",
      all.reduce(0) { $0 + $1.gauges.clientConnections })
    page.gauge(
      "evenkeel_upstream_connections", "Open upstream connections.",
      all.reduce(0) { $0 + $1.gauges.upstreamConnections })
    page.gauge(
      "evenkeel_upstream_connections_idle", "Upstream connections without a request.",
      all.reduce(0) { $0 + $1.gauges.idleUpstreamConnections })
    page.gauge(
      "evenkeel_upstream_waiting_requests", "Requests that wait for an upstream connection.",
      all.reduce(0) { $0 + $1.gauges.waitingRequests })
    page.gauge(
      "evenkeel_guard_connections", "Open connections to guard models.",
      all.reduce(0) { $0 + $1.gauges.guardConnections })
    page.gauge(
      "evenkeel_guard_waiting_requests", "Requests that wait for a connection to a guard model.",
      all.reduce(0) { $0 + $1.gauges.waitingGuardRequests })
    page.gauge("evenkeel_judging_queue", "Pieces of judging that wait for a classifier thread.", judging.units)
    page.gauge("evenkeel_judging_queue_bytes", "Bytes of the texts that wait for a classifier thread.", judging.bytes)
    page.counter(
      "evenkeel_classifier_cache_total", "Look-ups in the cache of verdicts, and what had to leave it, by result.",
      [
        (["result": "hit"], judging.cache.hits), (["result": "miss"], judging.cache.misses),
        (["result": "eviction"], judging.cache.evictions),
      ])
    page.gauge("evenkeel_classifier_cache_entries", "Verdicts in the cache.", judging.cacheEntries)
    page.histogram(
      "evenkeel_judging_seconds", "Time spent in judging, by stage.",
      [
        (["stage": "prompt"], counts.spans[LoopTally.Span.promptJudging.rawValue]),
        (["stage": "response"], counts.spans[LoopTally.Span.answerJudging.rawValue]),
      ])
    page.histogram(
      "evenkeel_guard_seconds", "Time until a guard model's verdict, waiting included.",
      [([:], counts.spans[LoopTally.Span.guardJudging.rawValue])])
    page.histogram(
      "evenkeel_request_seconds", "From a request's last byte to its answer's last.",
      [([:], counts.spans[LoopTally.Span.total.rawValue])])
    return page.text
  }
}
