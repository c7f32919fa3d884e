import Dispatch
package import Logging
import ServiceLifecycle

/// Groups new records while the proxy serves, so that the review queue need not when somebody looks at it.
///
/// It takes little at a time and rests between, since the writer may be waiting: what comes faster is caught up with
/// when less comes.
package final class GroupingService: Service {
  /// Between two looks when nothing is left to do.
  package static let interval = Duration.seconds(5)
  /// Between two portions when there is more.
  private static let rest = Duration.milliseconds(100)
  /// Records of one portion.
  private static let portion = 400

  private let store: RefusalStore
  private let logger: Logger
  /// Grouping blocks on the database.
  private let thread = DispatchQueue(label: "evenkeel.grouping", qos: .background)

  package init(store: RefusalStore, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  package func run() async throws {
    var hasFailed = false
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      var pause = Self.interval
      switch await groupPortion() {
      case .success(let count):
        if hasFailed { logger.info("records are grouped again") }
        hasFailed = false
        if count >= Self.portion { pause = Self.rest }
      case .failure(let error):
        // Said once; the next look tries again.
        if !hasFailed { logger.warning("records cannot be grouped", metadata: ["error": "\(error)"]) }
        hasFailed = true
      }
      do {
        try await cancelWhenGracefulShutdown { [pause] in try await Task.sleep(for: pause) }
      } catch is CancellationError { return }
    }
  }

  private func groupPortion() async -> Result<Int, RefusalLogError> {
    await withCheckedContinuation { continuation in
      thread.async { [store] in
        let result: Result<Int, RefusalLogError>
        do throws(RefusalLogError) {
          result = .success(try store.groupNewRecords(atMost: Self.portion))
        } catch {
          result = .failure(error)
        }
        continuation.resume(returning: result)
      }
    }
  }
}
