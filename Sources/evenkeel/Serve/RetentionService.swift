import Dispatch
package import Logging
package import Policy
package import RefusalLog
import ServiceLifecycle

/// Deletes the records that their policies do not want to keep any longer (`record.retention`), at the start and then
/// every hour.
///
/// The policies that count are those of the active revision at that moment. Records of a policy that is no longer there
/// have nobody who says how long, and stay.
package final class RetentionService: Service {
  /// The shortest retention is as long.
  package static let interval = Duration.seconds(3_600)

  private let revisions: PolicyRevisions
  private let purge: @Sendable (RefusalFilter) throws -> PurgeOutcome
  private let purgeFeedback: @Sendable (Int64) throws -> Int
  private let now: @Sendable () -> Int64
  private let interval: Duration
  private let logger: Logger
  /// Purging blocks on the database.
  private let thread = DispatchQueue(label: "evenkeel.retention", qos: .background)

  /// - Parameters:
  ///   - now: Unix time in milliseconds.
  ///   - purge: deletes what passes the filter; may block.
  ///   - purgeFeedback: deletes feedback without a record on decisions from before a time; may block.
  package init(
    revisions: PolicyRevisions, interval: Duration = RetentionService.interval, logger: Logger,
    now: @escaping @Sendable () -> Int64, purge: @escaping @Sendable (RefusalFilter) throws -> PurgeOutcome,
    purgeFeedback: @escaping @Sendable (Int64) throws -> Int = { _ in 0 }
  ) {
    self.revisions = revisions
    self.purge = purge
    self.purgeFeedback = purgeFeedback
    self.now = now
    self.interval = interval
    self.logger = logger
  }

  package func run() async throws {
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      let (done, ending) = AsyncStream.makeStream(of: Void.self)
      thread.async { [self] in
        purgeDue()
        ending.finish()
      }
      // A shutdown does not wait for it: what is deleted is deleted in small transactions, and the rest next time.
      for await _ in done.cancelOnGracefulShutdown() {}
      do {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: self.interval) }
      } catch is CancellationError { return }
    }
  }

  /// Deletes what is due now. Blocks.
  package func purgeDue() {
    let active = revisions.current.active
    for name in active.names {
      guard let retention = active.policy(named: name)?.recordRetention else { continue }
      let end = now() - retention.components.seconds * 1_000
      do {
        let outcome = try purge(RefusalFilter(until: end, policies: [name]))
        guard outcome.records > 0 else { continue }
        logger.info(
          "records were deleted, as their policy keeps them no longer",
          metadata: ["policy": "\(name)", "records": "\(outcome.records)", "erased": "\(outcome.isErased)"])
      } catch {
        // Tried again in an hour.
        logger.error(
          "records that their policy keeps no longer could not be deleted",
          metadata: ["policy": "\(name)", "error": "\(error)"])
      }
    }
    purgeDueFeedback(active)
  }

  /// Feedback on a decision without a record is of no known policy: it is kept as long as the most patient one says, and
  /// for ever where one says nothing.
  private func purgeDueFeedback(_ active: PolicySnapshot) {
    let retentions = active.names.map { active.policy(named: $0)?.recordRetention }
    guard !retentions.contains(nil), let longest = retentions.compactMap(\.self).max() else { return }
    do {
      let count = try purgeFeedback(now() - longest.components.seconds * 1_000)
      guard count > 0 else { return }
      logger.info(
        "feedback without a record was deleted, as no policy keeps it longer", metadata: ["feedback": "\(count)"])
    } catch {
      // Tried again in an hour.
      logger.error("feedback that is kept no longer could not be deleted", metadata: ["error": "\(error)"])
    }
  }
}
