import Dispatch
import Foundation
import RefusalLog
import Synchronization

/// A database that is away until it is told otherwise.
private final class AbsentStorage: RecordStorage {
  private let store: any RecordStorage
  private let isAway = Mutex(true)

  init(_ store: any RecordStorage) {
    self.store = store
  }

  func comeBack() { isAway.withLock { $0 = false } }

  func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    if isAway.withLock({ $0 }) { throw .database(code: 10, message: "disk I/O error") }
    return try store.append(records, traffic: traffic, mark: mark)
  }
}

/// Says how many records a second go into the database with and without a stream before it, into the spill file while
/// the database is away, and out of it into the database once that is back: in batches of 500 by one thread.
func measureSpill(folder: String, records: UInt64) throws {
  let clock = ContinuousClock()
  let source = BatchMark.randomSource()
  let batches = stride(from: 0, to: records, by: 500).map { first in
    (first..<min(first + 500, records)).map(CrashRecord.measured)
  }
  func rate(_ name: String, _ storage: any RecordStorage, isNamed: Bool = true) throws {
    let spent = try clock.measure {
      for (index, batch) in batches.enumerated() {
        let mark = BatchMark(source: source, number: UInt64(index) + 1)
        _ = try storage.append(batch, traffic: [:], mark: isNamed ? mark : nil)
      }
    }
    CrashRecord.say("\(name) per_second=\(Int(Double(records) / (spent / .seconds(1))))")
  }

  for round in 1...2 {
    try rate("nameless", try RefusalStore(folder: "\(folder)/nameless\(round)"), isNamed: false)
    try rate("direct", try RefusalStore(folder: "\(folder)/direct\(round)"))
    let stream = RecordStream(
      .file(path: "\(folder)/records\(round).jsonl", bytes: 64 << 20, files: 5), logger: CrashRecord.logger)
    try rate("streamed", StreamingStorage(try RefusalStore(folder: "\(folder)/streamed\(round)"), stream: stream))
  }
  let absent = AbsentStorage(try RefusalStore(folder: folder + "/spilled"))
  var limits = SpillLimits()
  limits.bytes = 1 << 40
  limits.lastRetry = limits.firstRetry
  let spilling = SpillingStorage(
    store: absent, folder: folder + "/spilled", limits: limits, logger: CrashRecord.logger)
  try rate("spilled", spilling)
  CrashRecord.say("spill_bytes_per_record=\(spilling.backlog.bytes / Int(records))")
  absent.comeBack()
  let waiting = spilling.backlog.records
  let pause = DispatchSemaphore(value: 0)
  let caughtUp = clock.measure {
    while spilling.backlog.records > 0 { _ = pause.wait(timeout: .now() + .milliseconds(5)) }
  }
  CrashRecord.say("caught_up per_second=\(Int(Double(waiting) / (caughtUp / .seconds(1))))")
  spilling.stop()
}
