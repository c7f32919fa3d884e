import Foundation
import RefusalLog

/// Lets no file grow beyond `bytes`, writes until the log fails and its queue is full, says how that looked, lifts the
/// limit, and says what was written in the end.
func writeOverLimit(folder: String, bytes: UInt64) async throws {
  let store = try RefusalStore(folder: folder)
  var limits = RecordLimits()
  limits.records = 500
  limits.firstRetry = .milliseconds(1)
  limits.lastRetry = .milliseconds(10)
  let writer = RecordWriter(store: store, limits: limits, logger: CrashRecord.logger)

  // The signal would end the process; a server ignores it and sees EFBIG.
  signal(SIGXFSZ, SIG_IGN)
  setFileSizeLimit(rlim_t(bytes))
  var next: UInt64 = 0
  var taken = 0
  while writer.counters.failures == 0 || writer.counters.droppedQueueFull == 0 {
    if writer.submit(CrashRecord.numbered(next)) { taken += 1 }
    next += 1
    // Gives the writer the time to fail before the queue is full.
    if next.isMultiple(of: 100) { await writer.flush(within: .milliseconds(20)) }
  }
  CrashRecord.say("failing taken=\(taken) healthy=\(writer.counters.isHealthy)")

  setFileSizeLimit(rlim_t.max)
  let isFlushed = await writer.flush(within: .seconds(60))
  CrashRecord.say(
    "recovered flushed=\(isFlushed) written=\(writer.counters.written) healthy=\(writer.counters.isHealthy)")
}

/// The same with a spill file, which the limit stops, too: until then the database's failure loses nothing and fills
/// no queue.
func spillOverLimit(folder: String, bytes: UInt64) async throws {
  let writer = try SpillingWriter(folder: folder, flaps: false).writer
  signal(SIGXFSZ, SIG_IGN)
  setFileSizeLimit(rlim_t(bytes))
  var next: UInt64 = 0
  var taken = 0
  while writer.counters.failures == 0 || writer.counters.droppedQueueFull == 0 {
    if writer.submit(CrashRecord.numbered(next)) { taken += 1 }
    next += 1
    if next.isMultiple(of: 100) { await writer.flush(within: .milliseconds(20)) }
  }
  let counters = writer.counters
  CrashRecord.say(
    "failing taken=\(taken) spilled=\(counters.spilled > 0) healthy=\(counters.isHealthy) error=\(counters.lastError ?? "")"
  )

  setFileSizeLimit(rlim_t.max)
  let isFlushed = await writer.flush(within: .seconds(60))
  while writer.counters.backlog.records > 0 { await Task.yield() }
  CrashRecord.say(
    "recovered flushed=\(isFlushed) written=\(writer.counters.written + writer.counters.duplicates) "
      + "healthy=\(writer.counters.isHealthy)")
  await writer.stop()
}

/// Sets the soft limit only, so that it can be lifted again.
private func setFileSizeLimit(_ bytes: rlim_t) {
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  limit.rlim_cur = min(bytes, limit.rlim_max)
  guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
    preconditionFailure("setrlimit failed with \(errno)")
  }
}
