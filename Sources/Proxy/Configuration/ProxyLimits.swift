/// The bounds of the data plane. Each is a configuration key, and a metric counts when it is hit.
package struct ProxyLimits: Sendable, Equatable {
  /// Bytes of a request's or an answer's head, request line and all fields.
  package var headBytes = 32 * 1024
  /// Bytes of a request's body.
  package var requestBodyBytes = 8 * 1024 * 1024
  /// Bytes of a whole answer that is held for judging, and of the held part of a stream.
  package var answerBytes = 64 * 1024 * 1024
  /// Bytes of one event of a streamed answer.
  package var eventBytes = 1024 * 1024
  /// Nesting of JSON.
  package var jsonDepth = 64
  /// Answers asked for with `n`.
  package var choices = 16
  /// Client connections at once; more are closed as they come.
  package var connections = 10_000
  /// Upstream connections at once, over all event loops; more requests wait.
  package var upstreamConnections = 1_024
  /// Requests waiting for an upstream connection, over all event loops; more are answered 503.
  package var waitingRequests = 1_024
  /// Texts waiting for a classifier thread; more fail as overloaded, and the policy decides. One request may take up a
  /// quarter of it.
  package var judgingQueue = 4_096
  /// Bytes of those texts, in the same way.
  package var judgingBytes = 256 * 1024 * 1024
  /// Verdicts of the classifier that are kept for texts that come again; 0 keeps none.
  package var classifierCacheEntries = 16_384
  /// Requests under way to one guard model at once, over all event loops; more wait.
  package var guardRequests = 64
  /// Requests waiting for one of those; more fail, and the guard model's `on_failure` decides. One request of a
  /// client's may take up a quarter of both.
  package var guardWaiting = 256
  /// Bytes of a text that a guard model is asked about; a longer one fails.
  package var guardTextBytes = 16 * 1024
  /// Requests to `/v1/feedback` that one app may make in a minute.
  package var feedbackPerMinute = 60

  package init() {}
}
