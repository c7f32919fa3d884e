import Crypto
import Synchronization

/// Who is logged in. Sessions live in memory only, so a restart ends them all.
package final class ConsoleSessions: Sendable {
  /// Limits of sessions.
  package struct Limits: Sendable {
    /// A session that was not used for so long has ended.
    package var idle: Duration = .seconds(2 * 3600)
    /// No session lasts longer.
    package var whole: Duration = .seconds(12 * 3600)
    /// Sessions at once; one more ends the one that was not used for longest.
    package var count = 256

    package init() {}
  }

  private struct Session {
    var visitor: Visitor
    var began: ContinuousClock.Instant
    var used: ContinuousClock.Instant
  }

  private let limits: Limits
  private let now: @Sendable () -> ContinuousClock.Instant
  /// By the SHA-256 of the cookie's value: what the time of a look-up tells is of no use to anyone.
  private let sessions = Mutex<[[UInt8]: Session]>([:])

  package init(limits: Limits = Limits(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.limits = limits
    self.now = now
  }

  /// Begins a session.
  ///
  /// - Returns: the secret for the session's cookie.
  package func begin(_ user: ConsoleUser) -> String {
    let secret = Hexadecimal.secret()
    let session = Session(
      visitor: Visitor(user: user, formToken: Hexadecimal.secret()), began: now(), used: now())
    sessions.withLock { sessions in
      if sessions.count >= limits.count { sessions = sessions.filter { isAlive($0.value) } }
      while sessions.count >= limits.count, let oldest = sessions.min(by: { $0.value.used < $1.value.used }) {
        sessions[oldest.key] = nil
      }
      sessions[Self.key(secret)] = session
    }
    return secret
  }

  /// Whose session this is; nil when there is none, or it has ended. Looking counts as use.
  package func visitor(showing secret: String) -> Visitor? {
    let key = Self.key(secret)
    return sessions.withLock { sessions in
      guard var session = sessions[key] else { return nil }
      guard isAlive(session) else {
        sessions[key] = nil
        return nil
      }
      session.used = now()
      sessions[key] = session
      return session.visitor
    }
  }

  package func end(_ secret: String) {
    let key = Self.key(secret)
    sessions.withLock { $0[key] = nil }
  }

  /// Ends the sessions of everyone who may no longer log in, or not in that role.
  package func keepOnly(_ users: Set<ConsoleUser>) {
    sessions.withLock { sessions in sessions = sessions.filter { users.contains($0.value.visitor.user) } }
  }

  package var count: Int { sessions.withLock { $0.values.count(where: isAlive) } }

  private func isAlive(_ session: Session) -> Bool {
    let now = now()
    return now - session.used < limits.idle && now - session.began < limits.whole
  }

  private static func key(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }
}
