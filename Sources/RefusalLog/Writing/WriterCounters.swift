/// What the writer has done so far and how it is, for `/metrics` and `/readyz`.
package struct WriterCounters: Sendable, Equatable {
  /// Records committed to the database: acknowledged.
  package var written = 0
  /// Records not written because their id was there before.
  package var duplicates = 0
  /// Records not taken because the queue was full, or closed.
  package var droppedQueueFull = 0
  /// Records taken and lost: the schema refused them, or they were left when the shutdown's time was over.
  package var droppedFailed = 0
  /// Transactions that failed.
  package var failures = 0
  /// Requests in the traffic counts that are committed.
  package var requestsCounted = 0
  /// Records waiting, those being written included.
  package var queueDepth = 0
  /// About how many bytes wait.
  package var queueBytes = 0
  /// What the last failure said, even when it is over.
  package var lastError: String?
  /// False while writing fails or the queue is full.
  package var isHealthy = true

  package init() {}
}
