import Foundation
import Logging
import RefusalLog

/// A writer with a spill file and a stream behind it, over a database that comes and goes.
struct SpillingWriter {
  let writer: RecordWriter

  /// - Parameter flaps: false for a database that fails only where it really does.
  init(folder: String, flaps: Bool) throws {
    var configuration = RefusalStore.Configuration()
    configuration.busyTimeout = .milliseconds(5)
    let store = try RefusalStore(folder: folder, configuration: configuration)
    let quiet = Logger(label: "crash-writer") { _ in SwiftLogNoOpLogHandler() }
    var spill = SpillLimits()
    spill.firstRetry = .milliseconds(1)
    spill.lastRetry = .milliseconds(3)
    let spilling = SpillingStorage(
      store: flaps ? FlappingStorage(store) : store, folder: folder, limits: spill, logger: quiet)
    let stream = RecordStream(
      .file(path: folder + "/records.jsonl", bytes: 500_000, files: 1_000), logger: quiet)
    var limits = RecordLimits()
    limits.batch = 50
    limits.gather = .milliseconds(1)
    limits.firstRetry = .milliseconds(1)
    limits.lastRetry = .milliseconds(3)
    writer = RecordWriter(
      storage: StreamingStorage(spilling, stream: stream), limits: limits, drainLimit: .seconds(30), logger: quiet)
  }

  /// The count of its own that a record comes with, so that one that is counted twice or not at all is known.
  func submit(_ number: UInt64) -> Bool {
    writer.submit([
      TrafficKey(
        milliseconds: Int64(number) * 3_600_000, app: "crash", model: "m", policy: "p", outcome: .allowed,
        isPromptSafe: true): 1
    ])
    return writer.submit(CrashRecord.numbered(number))
  }
}

/// Submits bursts for ever, and says after each how many records are acknowledged: by the database or the spill file.
func spillUntilKilled(folder: String, first: UInt64, flaps: Bool) async throws {
  let spilling = try SpillingWriter(folder: folder, flaps: flaps)
  var next = first
  while true {
    for _ in 0..<UInt64.random(in: 1...300) {
      guard spilling.submit(next) else { preconditionFailure("a dropped record breaks the numbering") }
      next += 1
    }
    let counters = spilling.writer.counters
    CrashRecord.say("\(counters.acknowledged) \(counters.spilled) \(counters.backlog.caughtUp)")
    if counters.queueDepth > 500 { await spilling.writer.flush(within: .seconds(30)) }
  }
}

/// The same for so many records, one acknowledgement after every few, then an orderly end.
func spillInBursts(folder: String, records: UInt64) async throws {
  let spilling = try SpillingWriter(folder: folder, flaps: true)
  var next: UInt64 = 0
  while next < records {
    for _ in 0..<UInt64.random(in: 1...40) {
      guard spilling.submit(next) else { preconditionFailure("a dropped record breaks the numbering") }
      next += 1
    }
    await spilling.writer.flush(within: .seconds(30))
    CrashRecord.say("\(spilling.writer.counters.acknowledged)")
  }
  await spilling.writer.stop()
}
