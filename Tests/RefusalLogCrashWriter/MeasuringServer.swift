import Foundation
import RefusalLog
import Taxonomy

/// Says how many records a second go into an empty log on a PostgreSQL server, by batch size, then from four writers at
/// once, and how long reading takes with all of them in it.
func measureServer(address: String, records: UInt64) async throws {
  let clock = ContinuousClock()
  func seconds(_ body: () throws -> Void) rethrows -> Double { try clock.measure(body) / .seconds(1) }
  let store = try RefusalStore(.postgreSQL(address))
  var next: UInt64 = 0
  func batches(of size: UInt64, total: UInt64) -> [[RefusalRecord]] {
    defer { next += total }
    return stride(from: next, to: next + total, by: Int(size)).map { first in
      (first..<min(first + size, next + total)).map(CrashRecord.measured)
    }
  }

  for size in [1, 10, 100, 500, 2_000] as [UInt64] {
    let total = min(records, size * 2_000)
    let made = batches(of: size, total: total)
    let spent = try seconds { for batch in made { _ = try store.append(batch, traffic: [:]) } }
    CrashRecord.say("batch=\(size) records=\(total) per_second=\(Int(Double(total) / spent))")
  }

  let shares = (0..<4).map { _ in batches(of: 500, total: records) }
  let whole = try await clock.measure {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, share) in shares.enumerated() {
        group.addTask {
          let own = try RefusalStore(.postgreSQL(address))
          for batch in share { _ = try own.append(batch, traffic: [counted(by: number): 500]) }
        }
      }
      try await group.waitForAll()
    }
  }
  CrashRecord.say("writers=4 batch=500 per_second=\(Int(Double(4 * records) / (whole / .seconds(1))))")

  let list = try seconds { _ = try store.list(RefusalFilter(verdicts: [.guardBlock]), limit: 50) }
  let stats = try seconds { _ = try store.stats() }
  var rows: UInt64 = 0
  let export = try seconds { try store.export(.jsonl) { _ in rows += 1 } }
  CrashRecord.say(
    "records=\(rows) list_ms=\(list * 1_000) stats_ms=\(stats * 1_000) export_per_second=\(Int(Double(rows) / export))")
}

/// Four writers of one app: all but one of their keys are the same.
private func counted(by writer: Int) -> TrafficKey {
  TrafficKey(
    milliseconds: 1_800_000_000_000, app: "crash", model: writer == 0 ? nil : "m", policy: "balanced",
    outcome: .refusedPrompt, isPromptSafe: false)
}
