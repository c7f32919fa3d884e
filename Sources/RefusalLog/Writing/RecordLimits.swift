/// The writer's bounds and times.
package struct RecordLimits: Sendable, Equatable {
  /// Most records that wait, the batch being written included. One more is refused and counted.
  package var records = 10_000
  /// Most bytes of waiting records (an estimate of their memory).
  package var bytes = 64 << 20
  /// Most records in one transaction.
  package var batch = 500
  /// Most bytes in one transaction, one record aside.
  package var batchBytes = 8 << 20
  /// Pause after a transaction, in which the next batch gathers. A record that comes later is written at once.
  package var gather: Duration = .milliseconds(20)
  /// How long counts wait for a record to travel with.
  package var trafficDelay: Duration = .seconds(1)
  /// Pause after the first failure; it doubles with each further one.
  package var firstRetry: Duration = .milliseconds(100)
  /// Longest pause between tries.
  package var lastRetry: Duration = .seconds(5)
  /// Most combinations of app, model and policy counted in an hour; further models count as `(other)`.
  package var trafficSeries = 1_000

  package init() {}
}
