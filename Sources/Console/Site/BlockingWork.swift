import Foundation
import Hummingbird
import Synchronization

/// Does what blocks, files, databases and scoring, on a few threads of its own, and bounds how much of it waits.
package final class BlockingWork: Sendable {
  private let queue: OperationQueue
  private let limit: Int
  private let count = Mutex(0)

  /// - Parameters:
  ///   - threads: at once.
  ///   - limit: at once and waiting; more is refused.
  package init(name: String, threads: Int, limit: Int) {
    queue = OperationQueue()
    queue.name = name
    queue.maxConcurrentOperationCount = threads
    self.limit = limit
  }

  /// - Throws: what the work throws, or `ConsoleProblem` when too much waits.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    let isTaken = count.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
    guard isTaken else {
      throw ConsoleProblem(.serviceUnavailable, "Too busy", "Too many requests wait already. Try again in a moment.")
    }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { [self] in
        let result = Result { try body() }
        count.withLock { $0 -= 1 }
        continuation.resume(with: result)
      }
    }
  }
}
