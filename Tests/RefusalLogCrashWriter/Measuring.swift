import Foundation
import RefusalLog
import Taxonomy

/// Says how many records a second go into the database by batch size and by `synchronous`, then how long reading takes
/// with all of them in it. The prompts of the records have 100 to 2,000 bytes.
func measure(folder: String, records: UInt64) throws {
  let clock = ContinuousClock()
  func seconds(_ body: () throws -> Void) rethrows -> Double { try clock.measure(body) / .seconds(1) }

  for mode in RefusalStore.Synchronous.allCases {
    for batch in [1, 10, 100, 500, 2_000] as [UInt64] {
      let inner = "\(folder)/\(mode.rawValue)-\(batch)"
      var configuration = RefusalStore.Configuration()
      configuration.synchronous = mode
      let store = try RefusalStore(folder: inner, configuration: configuration)
      // Small batches are slow, so fewer records say enough.
      let total = min(records, batch * 2_000)
      let batches = stride(from: 0, to: total, by: Int(batch)).map { first in
        (first..<min(first + batch, total)).map(CrashRecord.measured)
      }
      let spent = try seconds { for records in batches { _ = try store.append(records, traffic: [:]) } }
      let rate = Int(Double(total) / spent)
      let each = spent / Double(batches.count) * 1_000_000
      CrashRecord.say("\(mode.rawValue) batch=\(batch) records=\(total) per_second=\(rate) us_per_batch=\(Int(each))")
      try store.close()
    }
  }

  let store = try RefusalStore(folder: folder + "/reading")
  for first in stride(from: 0, to: records, by: 500) {
    _ = try store.append((first..<min(first + 500, records)).map(CrashRecord.measured), traffic: [:])
  }
  let list = try seconds { _ = try store.list(RefusalFilter(verdicts: [.guardBlock]), limit: 50) }
  let stats = try seconds { _ = try store.stats() }
  var bytes = 0
  let export = try seconds { try store.export(.jsonl) { bytes += $0.utf8.count } }
  CrashRecord.say(
    "list_ms=\(list * 1_000) stats_ms=\(stats * 1_000) export_per_second=\(Int(Double(records) / export))")
  try store.close()
  let size = try FileManager.default.attributesOfItem(atPath: folder + "/reading/" + RefusalStore.fileName)[.size]
  CrashRecord.say("database_bytes=\(size ?? 0) of \(records) records, exported as \(bytes) bytes of JSON lines")
}

/// Says how many records a second one thread submits and the writer writes, until all of them are acknowledged.
func measureWriter(folder: String, records: UInt64) async throws {
  let store = try RefusalStore(folder: folder + "/writer")
  let writer = RecordWriter(store: store, logger: CrashRecord.logger)
  let made = (0..<records).map(CrashRecord.measured)
  let clock = ContinuousClock()
  var submitting = Duration.zero
  let whole = await clock.measure {
    for chunk in stride(from: 0, to: made.count, by: 5_000) {
      submitting += clock.measure {
        for record in made[chunk..<min(chunk + 5_000, made.count)] { writer.submit(record) }
      }
      await writer.flush(within: .seconds(60))
    }
  }
  let each = submitting / .nanoseconds(1) / Double(records)
  CrashRecord.say("writer per_second=\(Int(Double(records) / (whole / .seconds(1)))) submit_ns=\(Int(each))")
  CrashRecord.say("written=\(writer.counters.written) dropped=\(writer.counters.droppedQueueFull)")
}

/// Says how many records a second are grouped, half of them with prompts of their own and half repeats of those with
/// one word changed, and how long the list of groups takes then.
func measureGrouping(folder: String, records: UInt64) throws {
  let clock = ContinuousClock()
  let store = try RefusalStore(folder: folder + "/grouping")
  for first in stride(from: 0, to: records, by: 500) {
    _ = try store.append(
      (first..<min(first + 500, records)).map { number in
        var record = CrashRecord.measured(number)
        record.prompt = CrashRecord.words(number / 2, changed: !number.isMultiple(of: 2))
        record.promptBytes = record.prompt?.utf8.count
        return record
      }, traffic: [:])
  }
  let before = try size(of: folder + "/grouping")
  let grouping = try clock.measure { try store.groupNewRecords() } / .seconds(1)
  let groups = try clock.measure { _ = try store.groups(limit: 50) } / .seconds(1)
  CrashRecord.say("grouped_per_second=\(Int(Double(records) / grouping)) groups_ms=\(groups * 1_000)")
  let found = try store.groups(limit: Int(records))
  try store.close()
  let grown = try size(of: folder + "/grouping") - before
  CrashRecord.say("groups=\(found.count) pairs=\(found.count { $0.count == 2 }) bytes_added=\(grown)")
}

private func size(of folder: String) throws -> Int {
  try FileManager.default.attributesOfItem(atPath: folder + "/" + RefusalStore.fileName)[.size] as? Int ?? 0
}
