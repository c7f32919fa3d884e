import Hummingbird
package import RefusalLog
import Synchronization

/// The refusal log as pages use it: opened when it is first asked for, and never on a thread that serves.
package final class ConsoleStore: Sendable {
  private let open: @Sendable () throws -> RefusalStore
  private let work: BlockingWork
  private let store = Mutex<RefusalStore?>(nil)

  /// - Parameter open: opens the log for reading and changing. It may fail now and succeed later.
  package init(work: BlockingWork, open: @escaping @Sendable () throws -> RefusalStore) {
    self.work = work
    self.open = open
  }

  /// Reads or changes the log.
  ///
  /// - Throws: `ConsoleProblem` for what the log throws, with the words for the page.
  package func use<Value: Sendable>(
    _ body: @escaping @Sendable (RefusalStore) throws -> Value
  ) async throws -> Value {
    try await work.run { [self] in
      do {
        return try body(try opened())
      } catch let error as RefusalLogError {
        throw ConsoleProblem(error)
      }
    }
  }

  /// Two that come at once may both open it: one of them stays.
  private func opened() throws -> RefusalStore {
    if let store = store.withLock({ $0 }) { return store }
    let new = try open()
    return store.withLock { store in
      if let store { return store }
      store = new
      return new
    }
  }
}

extension ConsoleProblem {
  init(_ error: RefusalLogError) {
    switch error {
    case .unknownID, .invalidID, .ambiguousID:
      self.init(.notFound, "No such record", "\(error). It may have been purged.")
    case .nothingToUndo: self.init(.conflict, "Nothing to take back", "\(error).")
    default: self.init(.serviceUnavailable, "The refusal log cannot be used", "\(error).")
    }
  }
}
