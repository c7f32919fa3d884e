private import Dispatch
package import Logging
import ServiceLifecycle
private import Synchronization

/// Takes records from any thread without ever blocking it, and writes them in batches on a thread of its own.
///
/// A record is acknowledged when `counters.written` counts it: it is in the database then and survives `kill -9`.
/// The writer starts with its making and needs `run` only for its shutdown.
package final class RecordWriter: Service {
  private struct State {
    var queue: RecordQueue
    var flushes: [UInt64: Flush] = [:]
    var lastFlush: UInt64 = 0
  }

  /// Someone who waits until all that was accepted before is settled.
  private struct Flush {
    var target: RecordQueue.Mark
    var continuation: CheckedContinuation<Bool, Never>
  }

  private let state: Mutex<State>
  private let storage: any RecordStorage
  private let logger: Logger
  private let drainLimit: Duration
  /// Names this writer's batches.
  private let source = BatchMark.randomSource()
  /// SQLite blocks, so writing has a serial queue that never runs on the cooperative pool or an event loop.
  private let thread = DispatchQueue(label: "evenkeel.refusal-log.writer", qos: .utility)
  /// For the limits of flushes, which must end while the writer's own thread is stuck in the database.
  private let timers = DispatchQueue(label: "evenkeel.refusal-log.timers")

  /// - Parameters:
  ///   - drainLimit: how long the shutdown may take to write what waits; the rest is dropped and counted.
  package convenience init(
    store: RefusalStore, limits: RecordLimits = RecordLimits(), drainLimit: Duration = .seconds(10), logger: Logger
  ) {
    self.init(storage: store, limits: limits, drainLimit: drainLimit, logger: logger)
  }

  /// For a storage other than the store: tests have one that fails on purpose.
  package init(storage: any RecordStorage, limits: RecordLimits, drainLimit: Duration, logger: Logger) {
    state = Mutex(State(queue: RecordQueue(limits: limits)))
    self.storage = storage
    self.drainLimit = drainLimit
    self.logger = logger
  }

  // MARK: From any thread

  /// Queues a record: bounds and measures it outside the lock, and never waits for the disk.
  ///
  /// - Returns: false when the queue is full or closed; the record is dropped and counted then.
  @discardableResult
  package func submit(_ record: RefusalRecord) -> Bool {
    let entry = PendingRecord(record.bounded())
    let (isAccepted, effects) = state.withLock { $0.queue.submit(entry) }
    perform(effects)
    return isAccepted
  }

  /// Adds requests to the traffic counts. They travel with the next batch, or within a second alone; the counts of
  /// that second are lost when the process is killed.
  package func submit(_ traffic: [TrafficKey: Int]) {
    perform(state.withLock { $0.queue.submit(traffic) })
  }

  /// What was done so far and how the writer is.
  package var counters: WriterCounters {
    // The queue first: what it calls spilled, the backlog read later knows.
    let counters = state.withLock { $0.queue.snapshot() }
    return counters.including(storage.backlog)
  }

  /// Waits until every record and count submitted before is settled: written, or dropped and counted.
  ///
  /// - Returns: false when `limit` was over first.
  @discardableResult
  package func flush(within limit: Duration) async -> Bool {
    await withCheckedContinuation { continuation in
      let (number, effects) = state.withLock { state in
        state.lastFlush += 1
        state.flushes[state.lastFlush] = Flush(target: state.queue.accepted, continuation: continuation)
        return (state.lastFlush, state.queue.hurry())
      }
      perform(effects)
      resumeFlushes()
      timers.asyncAfter(deadline: .now() + .nanoseconds(limit.wholeNanoseconds)) { [self] in
        state.withLock { $0.flushes.removeValue(forKey: number) }?.continuation.resume(returning: false)
      }
    }
  }

  // MARK: Life

  /// Waits for the shutdown, then takes no more records and writes what waits, within the drain limit.
  package func run() async throws {
    do {
      try await gracefulShutdown()
    } catch is CancellationError {
      // Cancelled in place of a graceful shutdown: what waits is worth the same limit.
    }
    await stop()
  }

  /// Takes no more records, writes what waits within the drain limit, and drops the rest. What `run` does in the end.
  package func stop() async {
    state.withLock { $0.queue.close() }
    let isDrained = await flush(within: drainLimit)
    if !isDrained { perform(state.withLock { $0.queue.abandon() }) }
    resumeFlushes()
    // It may wait for a disk or a reader; the writer's own thread may be stuck in the database.
    await withCheckedContinuation { continuation in
      timers.async { [self] in
        storage.stop()
        continuation.resume()
      }
    }
  }

  // MARK: Effects

  private func perform(_ effects: RecordQueue.Effects) {
    if let wake = effects.wake {
      if effects.delay == .zero {
        thread.async { [self] in write(wake) }
      } else {
        thread.asyncAfter(deadline: .now() + .nanoseconds(effects.delay.wholeNanoseconds)) { [self] in write(wake) }
      }
    }
    guard !effects.events.isEmpty else { return }
    // Not here: a log handler may block, and the caller may be an event loop.
    timers.async { [self] in
      for event in effects.events { log(event) }
    }
  }

  /// On the writer's thread.
  private func write(_ wake: RecordQueue.Wake) {
    let (batch, effects) = state.withLock { $0.queue.woken(wake) }
    perform(effects)
    if let batch {
      do throws(RefusalLogError) {
        let mark = BatchMark(source: source, number: batch.number)
        let outcome = try storage.append(batch.records.map(\.record), traffic: batch.traffic, mark: mark)
        perform(state.withLock { $0.queue.wrote(outcome) })
      } catch {
        perform(state.withLock { $0.queue.failed(error.description) })
      }
    }
    resumeFlushes()
  }

  private func resumeFlushes() {
    let done = state.withLock { state in
      let done = state.flushes.filter { state.queue.hasSettled($0.value.target) }
      for number in done.keys { state.flushes[number] = nil }
      return done.values.map(\.continuation)
    }
    for continuation in done { continuation.resume(returning: true) }
  }

  private func log(_ event: RecordEvent) {
    switch event {
    case .failing(let reason):
      logger.error("refusal log cannot be written, will retry", metadata: ["error": "\(reason)"])
    case .recovered(let failures):
      logger.notice("refusal log is written again", metadata: ["failures": "\(failures)"])
    case .queueFull(let depth):
      logger.error("refusal log queue is full, dropping records", metadata: ["depth": "\(depth)"])
    case .queueDrained(let dropped):
      logger.notice("refusal log queue has room again", metadata: ["dropped": "\(dropped)"])
    case .rejected(let records):
      logger.error("refusal log refused records", metadata: ["records": "\(records)"])
    case .abandoned(let records, let requests):
      logger.error(
        "refusal log not written in time at shutdown",
        metadata: ["records": "\(records)", "requests": "\(requests)"])
    }
  }
}
