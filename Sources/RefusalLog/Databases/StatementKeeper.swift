import Synchronization

/// Which statements stay prepared: those that come again, so many of them. Filters make texts without end, and no
/// connection may grow with them.
final class StatementKeeper: Sendable {
  private struct State {
    var kept: Set<String> = []
    /// Came once of late.
    var seen: Set<String> = []
  }

  private static let keptLimit = 200
  private static let seenLimit = 400

  private let state = Mutex(State())

  func keeps(_ sql: String) -> Bool {
    state.withLock { state in
      if state.kept.contains(sql) { return true }
      guard state.kept.count < Self.keptLimit else { return false }
      if state.seen.remove(sql) != nil {
        state.kept.insert(sql)
        return true
      }
      if state.seen.count == Self.seenLimit { state.seen.removeAll(keepingCapacity: true) }
      state.seen.insert(sql)
      return false
    }
  }
}
