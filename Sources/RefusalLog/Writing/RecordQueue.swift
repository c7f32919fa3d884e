/// The writer's state: what waits, what is being written, and when to try next. No clock, no thread, no database.
///
/// Each call returns what is to be done outside the lock.
package struct RecordQueue {
  /// Where the writer stands.
  package enum Phase: Equatable {
    /// Nothing waits. Becomes `waiting`.
    case idle
    /// The wake-up of this number is to come. Becomes `writing`, `idle` when nothing waits by then, or `waiting` for
    /// an earlier wake-up.
    case waiting(Wake, Reason)
    /// A batch is at the database. Becomes `waiting`, or `idle` after a shutdown.
    case writing
  }

  /// Why the writer waits.
  package enum Reason: Equatable {
    /// It was asked to write at once.
    case hurry
    /// The next batch gathers.
    case gather
    /// Only counts wait.
    case traffic
    /// The last try failed.
    case retry
  }

  /// Numbers wake-ups, so that one that was overtaken is known when it comes.
  package struct Wake: Equatable, Hashable {
    package var number: UInt64
  }

  /// A point in the stream of records and counted requests.
  package struct Mark: Equatable {
    package var records = 0
    package var requests = 0
  }

  /// What the caller has to do once it has left the lock.
  package struct Effects: Equatable {
    /// Call `woken` with this after the time.
    package var wake: Wake?
    package var delay: Duration = .zero
    package var events: [RecordEvent] = []

    package init() {}
  }

  private let limits: RecordLimits
  package private(set) var phase = Phase.idle
  package private(set) var counters = WriterCounters()
  /// All that was accepted so far, and what of it was written or dropped since: a flush waits for one to reach the
  /// other.
  package private(set) var accepted = Mark()
  private var settled = Mark()
  /// INVARIANT: while writing, the batch's records are the first of these; they leave when they are settled.
  private var pending: [PendingRecord] = []
  private var bytes = 0
  private var traffic: TrafficTally
  private var inFlight: RecordBatch?
  /// The batch that failed last. It is tried again as it was: its number names it in a database that may have
  /// committed it and failed to say so.
  private var failedBatch: RecordBatch?
  private var lastNumber: UInt64 = 0
  private var lastWake = Wake(number: 0)
  private var consecutiveFailures = 0
  private var isFull = false
  private var isClosed = false
  private var isAbandoned = false
  /// Write without pauses until this is settled.
  private var hurryUntil = Mark()
  private var dropsAtFull = 0

  package init(limits: RecordLimits) {
    self.limits = limits
    traffic = TrafficTally(seriesLimit: limits.trafficSeries)
  }

  /// True when all that had been accepted at `mark` was written or dropped.
  package func hasSettled(_ mark: Mark) -> Bool { settled.records >= mark.records && settled.requests >= mark.requests }

  // MARK: Input

  package mutating func submit(_ entry: PendingRecord) -> (isAccepted: Bool, effects: Effects) {
    var effects = Effects()
    guard !isClosed, pending.count < limits.records, bytes + entry.bytes <= limits.bytes else {
      counters.droppedQueueFull += 1
      if !isFull, !isClosed {
        isFull = true
        dropsAtFull = counters.droppedQueueFull - 1
        effects.events.append(.queueFull(depth: pending.count))
      }
      return (false, effects)
    }
    pending.append(entry)
    bytes += entry.bytes
    accepted.records += 1
    switch phase {
    case .idle, .waiting(_, .traffic): wait(.hurry, .zero, &effects)
    case .waiting(_, .gather) where pending.count >= limits.batch: wait(.hurry, .zero, &effects)
    case .waiting, .writing: break
    }
    return (true, effects)
  }

  package mutating func submit(_ deltas: [TrafficKey: Int]) -> Effects {
    var effects = Effects()
    guard !isClosed else { return effects }
    let before = traffic.requests
    for (key, requests) in deltas { traffic.add(key, requests) }
    accepted.requests += traffic.requests - before
    if phase == .idle, !traffic.isEmpty { wait(.traffic, limits.trafficDelay, &effects) }
    return effects
  }

  /// A flush wants everything written soon. A retry keeps its pause: hurrying does not make room on a disk.
  package mutating func hurry() -> Effects {
    var effects = Effects()
    hurryUntil = accepted
    switch phase {
    case .waiting(_, .gather), .waiting(_, .traffic): wait(.hurry, .zero, &effects)
    case .idle, .waiting, .writing: break
    }
    return effects
  }

  /// Takes no more records.
  package mutating func close() { isClosed = true }

  /// Drops all that waits and is not at the database, for a shutdown whose time is over.
  package mutating func abandon() -> Effects {
    isClosed = true
    isAbandoned = true
    var effects = Effects()
    let kept = inFlight?.records.count ?? 0
    let dropped = pending.count - kept
    bytes -= pending[kept...].reduce(0) { $0 + $1.bytes }
    pending.removeSubrange(kept...)
    counters.droppedFailed += dropped
    settled.records += dropped
    let requests = traffic.requests + (failedBatch?.requests ?? 0)
    settled.requests += requests
    _ = traffic.take()
    failedBatch = nil
    if dropped > 0 || requests > 0 { effects.events.append(.abandoned(records: dropped, requests: requests)) }
    return effects
  }

  // MARK: Writing

  /// The wake-up came: what to write now, or nil when it was overtaken or nothing waits.
  package mutating func woken(_ wake: Wake) -> (batch: RecordBatch?, effects: Effects) {
    var effects = Effects()
    guard case .waiting(wake, let reason) = phase else { return (nil, effects) }
    if pending.isEmpty, reason == .gather, !traffic.isEmpty {
      wait(.traffic, limits.trafficDelay, &effects)
      return (nil, effects)
    }
    guard !pending.isEmpty || !traffic.isEmpty || failedBatch != nil else {
      phase = .idle
      return (nil, effects)
    }
    let batch = failedBatch ?? nextBatch()
    failedBatch = nil
    inFlight = batch
    phase = .writing
    return (batch, effects)
  }

  /// The batch was committed.
  package mutating func wrote(_ outcome: AppendOutcome) -> Effects {
    var effects = Effects()
    settle(endBatch())
    counters.written += outcome.written
    counters.spilled += outcome.spilled
    counters.duplicates += outcome.duplicates
    counters.requestsCounted += outcome.requests
    if outcome.rejected > 0 {
      counters.droppedFailed += outcome.rejected
      effects.events.append(.rejected(records: outcome.rejected))
    }
    if consecutiveFailures > 0 {
      effects.events.append(.recovered(failures: consecutiveFailures))
      consecutiveFailures = 0
    }
    if isFull, pending.count <= limits.records / 2, bytes <= limits.bytes / 2 {
      isFull = false
      effects.events.append(.queueDrained(dropped: counters.droppedQueueFull - dropsAtFull))
    }
    if pending.count >= limits.batch || !hasSettled(hurryUntil) {
      wait(.hurry, .zero, &effects)
    } else {
      wait(.gather, limits.gather, &effects)
    }
    return effects
  }

  /// The batch failed as a whole; it stays first in line.
  package mutating func failed(_ reason: String) -> Effects {
    var effects = Effects()
    let batch = endBatch()
    counters.failures += 1
    counters.lastError = reason
    guard !isAbandoned else {
      settle(batch)
      counters.droppedFailed += batch.records.count
      phase = .idle
      effects.events.append(.abandoned(records: batch.records.count, requests: batch.requests))
      return effects
    }
    failedBatch = batch
    if consecutiveFailures == 0 { effects.events.append(.failing(reason)) }
    let doublings = min(consecutiveFailures, 30)
    consecutiveFailures += 1
    wait(.retry, min(limits.firstRetry * (1 << doublings), limits.lastRetry), &effects)
    return effects
  }

  /// The counters as of now.
  package func snapshot() -> WriterCounters {
    var snapshot = counters
    snapshot.queueDepth = pending.count
    snapshot.queueBytes = bytes
    snapshot.isHealthy = consecutiveFailures == 0 && !isFull && !isClosed
    return snapshot
  }

  // MARK: Details

  private mutating func nextBatch() -> RecordBatch {
    lastNumber += 1
    return RecordBatch(number: lastNumber, records: nextRecords(), traffic: traffic.take())
  }

  private func nextRecords() -> [PendingRecord] {
    var count = 0
    var size = 0
    while count < min(limits.batch, pending.count) {
      size += pending[count].bytes
      if count > 0, size > limits.batchBytes { break }
      count += 1
    }
    return Array(pending[..<count])
  }

  private mutating func endBatch() -> RecordBatch {
    guard let batch = inFlight, phase == .writing else {
      preconditionFailure("a batch ended in phase \(phase)")
    }
    inFlight = nil
    return batch
  }

  /// The batch leaves the queue, written or dropped.
  private mutating func settle(_ batch: RecordBatch) {
    pending.removeFirst(batch.records.count)
    bytes -= batch.records.reduce(0) { $0 + $1.bytes }
    settled.records += batch.records.count
    settled.requests += batch.requests
  }

  private mutating func wait(_ reason: Reason, _ delay: Duration, _ effects: inout Effects) {
    lastWake.number += 1
    phase = .waiting(lastWake, reason)
    effects.wake = lastWake
    effects.delay = delay
  }
}
