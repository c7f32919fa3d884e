/// What the writer has done so far and how it is, for `/metrics` and `/readyz`.
package struct WriterCounters: Sendable, Equatable {
  /// Records committed to the database, those that came out of the spill file among them.
  package var written = 0
  /// Records synced to the spill file.
  package var spilled = 0
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
  /// False while the database cannot be written, or the queue is full.
  package var isHealthy = true
  /// What stands between the queue and the database.
  package var backlog = RecordBacklog()

  package init() {}

  /// Records that survive the process's end: in the database or in the spill file, counted once.
  package var acknowledged: Int { written - backlog.caughtUp + spilled + duplicates }

  /// The counters with what came into the database behind the writer's back.
  func including(_ backlog: RecordBacklog) -> WriterCounters {
    var counters = self
    counters.backlog = backlog
    counters.written += backlog.caughtUp
    counters.requestsCounted += backlog.requestsCaughtUp
    counters.droppedFailed += backlog.lost
    counters.failures += backlog.failures
    // The queue's own word, while it has trouble, names the spill file's, too.
    if lastError == nil || (isHealthy && backlog.isStoreDown) { counters.lastError = backlog.lastError }
    if backlog.isStoreDown { counters.isHealthy = false }
    return counters
  }
}
