/// Bounds and times of the spill file.
package struct SpillLimits: Sendable, Equatable {
  /// Most bytes on the disk.
  package var bytes = 256 << 20
  /// Pause after the first try of the database that failed; it doubles with each further one.
  package var firstRetry: Duration = .milliseconds(100)
  /// Longest pause between tries.
  package var lastRetry: Duration = .seconds(5)

  package init() {}

  /// The pause after so many failures one behind the other, from 1 on.
  func pause(afterFailures failures: Int) -> Duration {
    min(firstRetry * (1 << min(failures - 1, 30)), lastRetry)
  }
}
