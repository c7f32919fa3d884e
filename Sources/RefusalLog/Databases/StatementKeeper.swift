import Synchronization

/// Which statements stay prepared: the first so many that were seen. Filters make texts without end, and no connection
/// may grow with them.
final class StatementKeeper: Sendable {
  private let limit: Int
  private let texts = Mutex<Set<String>>([])

  init(limit: Int = 200) {
    self.limit = limit
  }

  func keeps(_ sql: String) -> Bool {
    texts.withLock { texts in
      if texts.contains(sql) { return true }
      guard texts.count < limit else { return false }
      texts.insert(sql)
      return true
    }
  }
}
