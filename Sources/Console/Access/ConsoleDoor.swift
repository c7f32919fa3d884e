import Synchronization

/// Who comes in: tokens for sessions, and sessions for visitors.
package final class ConsoleDoor: Sendable {
  /// What comes of showing a token.
  package enum Outcome: Sendable, Equatable {
    /// With the secret for the session's cookie.
    case open(ConsoleUser, secret: String)
    case unknownToken
    /// The address failed too often; it may try again in so many seconds.
    case tooManyFailures(seconds: Int)
    /// Nobody can log in.
    case noTokens
    /// The file of tokens cannot be read, and why.
    case unreadable(String)
  }

  /// How long a reading of the tokens counts: so long does someone stay whose line was taken out.
  package static let lifetime: Duration = .seconds(5)

  private let read: (@Sendable () throws -> ConsoleTokens)?
  private let work: BlockingWork
  private let now: @Sendable () -> ContinuousClock.Instant
  private let sessions: ConsoleSessions
  private let limiter: LoginLimiter
  private let checked: Mutex<ContinuousClock.Instant>

  /// - Parameter tokens: reads the file of tokens; it may block. Nil where none is configured.
  package init(
    work: BlockingWork, limits: ConsoleSessions.Limits = .init(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    tokens: (@Sendable () throws -> ConsoleTokens)?
  ) {
    self.work = work
    self.now = now
    read = tokens
    sessions = ConsoleSessions(limits: limits, now: now)
    limiter = LoginLimiter(now: now)
    checked = Mutex(now())
  }

  /// Whether anyone can log in.
  package var hasTokens: Bool { read != nil }

  /// Lets someone in who shows a token.
  ///
  /// - Parameter address: where it comes from; failures are counted by it.
  package func enter(showing token: String, from address: String) async throws -> Outcome {
    guard let read else { return .noTokens }
    guard limiter.allows(address) else { return .tooManyFailures(seconds: LoginLimiter.secondsPerFailure) }
    let tokens: ConsoleTokens
    do {
      tokens = try await work.run(read)
    } catch let problem as ConsoleProblem {
      throw problem
    } catch {
      return .unreadable("\(error)")
    }
    guard let user = tokens.user(showing: token) else {
      limiter.noteFailure(address)
      return .unknownToken
    }
    return .open(user, secret: sessions.begin(user))
  }

  /// Whose session it is; nil when there is none. Someone whose line is no longer in the file has none.
  package func visitor(showing secret: String) async -> Visitor? {
    guard let visitor = sessions.visitor(showing: secret) else { return nil }
    guard let read, takesNewReading() else { return visitor }
    // A file that cannot be read now says nothing about who may stay.
    guard let tokens = try? await work.run(read) else { return visitor }
    sessions.keepOnly(Set(tokens.entries.map(\.user)))
    return sessions.visitor(showing: secret)
  }

  package func leave(_ secret: String) {
    sessions.end(secret)
  }

  private func takesNewReading() -> Bool {
    let now = now()
    return checked.withLock { checked in
      guard now - checked >= Self.lifetime else { return false }
      checked = now
      return true
    }
  }
}
