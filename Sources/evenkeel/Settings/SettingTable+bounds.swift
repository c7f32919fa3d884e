import Proxy

extension SettingTable {
  package static let limits = [
    Setting("limits.head", \.limits.headBytes, .size, "Size of a request's or an answer's head."),
    Setting("limits.request-body", \.limits.requestBodyBytes, .size, "Size of a request's body."),
    Setting(
      "limits.answer", \.limits.answerBytes, .size,
      "Size of a whole answer that is held for judging, and of the held part of a stream."),
    Setting("limits.event", \.limits.eventBytes, .size, "Size of one event of a streamed answer."),
    Setting("limits.json-depth", \.limits.jsonDepth, .count(1...1_000), "Nesting of JSON."),
    Setting("limits.choices", \.limits.choices, .count(1...128), "Answers that a request may ask for with `n`."),
    Setting(
      "limits.connections", \.limits.connections, .count(1...1_000_000),
      "Client connections at once; more are closed as they come."),
    Setting(
      "limits.upstream-connections", \.limits.upstreamConnections, .count(1...1_000_000),
      "Connections to the model server at once; more requests wait."),
    Setting(
      "limits.waiting-requests", \.limits.waitingRequests, .count(0...1_000_000),
      "Requests waiting for such a connection; more are answered 503."),
    Setting(
      "limits.judging-queue", \.limits.judgingQueue, .count(1...1_000_000),
      "Texts waiting for a classifier thread; more fail as overloaded, and the policy decides. One request may take up a "
        + "quarter."),
    Setting(
      "limits.judging-bytes", \.limits.judgingBytes, .size,
      "Size of the texts waiting for a classifier thread, in the same way."),
    Setting(
      "limits.classifier-cache-entries", \.limits.classifierCacheEntries, .count(0...10_000_000),
      "Verdicts kept for texts that come again, of a classifier that never judges on event loops; `0` keeps none. A "
        + "verdict takes less than 1 KiB."),
    Setting(
      "limits.guard-requests", \.limits.guardRequests, .count(1...100_000),
      "Requests under way to one guard model at once; more wait."),
    Setting(
      "limits.guard-waiting", \.limits.guardWaiting, .count(1...1_000_000),
      "Requests waiting for one of those; more fail, and the guard model's `on_failure` decides. A client's request "
        + "may take up a quarter of both."),
    Setting(
      "limits.guard-text", \.limits.guardTextBytes, .size,
      "Size of a text that a guard model is asked about; a longer one fails in the same way."),
    Setting(
      "limits.feedback", \.limits.feedbackPerMinute, .count(1...1_000_000),
      "Requests to `/v1/feedback` that an app may make in a minute; more are answered 429."),
  ]

  package static let timeouts = [
    Setting(
      "timeouts.request", \.timeouts.request, .duration,
      "A client's head and body, from their first byte to their last."),
    Setting(
      "timeouts.client-idle", \.timeouts.clientIdle, .duration, "A keep-alive client connection without a request."),
    Setting(
      "timeouts.upstream-idle", \.timeouts.upstreamIdle, .duration,
      "A pooled connection to the model server without a request."),
    Setting(
      "timeouts.connect", \.timeouts.connect, .duration, "Connecting to the model server, TLS handshake included."),
    Setting(
      "timeouts.answer-idle", \.timeouts.answerIdle, .duration,
      "Until an answer's first byte, and between two bytes of it."),
    Setting(
      "timeouts.total", \.timeouts.total, .duration,
      "A whole exchange, from the request's last byte to the answer's last."),
    Setting(
      "timeouts.client-stall", \.timeouts.clientStall, .duration,
      "A client that takes nothing of an answer that is waiting for it."),
    Setting("timeouts.judging", \.timeouts.judging, .duration, "Judging one stage of a request."),
    Setting("timeouts.drain", \.timeouts.drain, .duration, "Finishing open exchanges at shutdown."),
  ]
}
