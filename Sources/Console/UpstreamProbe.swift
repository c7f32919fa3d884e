/// Asks the model server whether it can be reached, and remembers the answer for a short while.
///
/// So health checks that come often, or from many, do not become load on the model server.
package actor UpstreamProbe {
  /// How long an answer counts.
  package static let lifetime: Duration = .seconds(2)

  private let ask: @Sendable () async -> UpstreamHealth
  private let now: @Sendable () -> ContinuousClock.Instant
  private var last: (health: UpstreamHealth, at: ContinuousClock.Instant)?
  private var asking: Task<UpstreamHealth, Never>?

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    ask: @escaping @Sendable () async -> UpstreamHealth
  ) {
    self.now = now
    self.ask = ask
  }

  /// The model server's health, at most `lifetime` old.
  package func health() async -> UpstreamHealth {
    if let last, now() - last.at < Self.lifetime { return last.health }
    if let asking { return await asking.value }
    // One of those who wait going away must not cancel it for the others.
    let question = Task { await ask() }  // unstructured: all who wait share one question
    asking = question
    let health = await question.value
    last = (health, now())
    asking = nil
    return health
  }
}
