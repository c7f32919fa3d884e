import Foundation
import RefusalLog
import Taxonomy

/// Fills a log with generated records, or takes one that is there, and says how long each way of reading it takes: the
/// median and the slowest of five.
func measureReading(folder: String, records: UInt64) throws {
  let clock = ContinuousClock()
  let store = try RefusalStore(folder: folder)
  let log = GeneratedLog(records: records)
  if try store.list(limit: 1).isEmpty { try fill(store, with: log) }
  let grouping = try clock.measure {
    try store.groupNewRecords { if $0.isMultiple(of: 100_000) { CrashRecord.say("grouped=\($0)") } }
  }
  CrashRecord.say("grouping_s=\(grouping / .seconds(1))")
  func time(_ name: String, _ body: () throws -> Int) throws {
    var found = 0
    let times = try (0..<5).map { _ in try clock.measure { found = try body() } / .milliseconds(1) }.sorted()
    CrashRecord.say("\(name)\tmedian_ms=\(times[2])\tslowest_ms=\(times[4])\tfound=\(found)")
  }
  let last = GeneratedLog.start + Int64(GeneratedLog.days) * 86_400_000
  let filters: [(String, RefusalFilter)] = [
    ("all", RefusalFilter()), ("verdict", RefusalFilter(verdicts: [.exaggeratedRefusal])),
    ("small app", RefusalFilter(apps: ["red-team"])), ("no such app", RefusalFilter(apps: ["nobody"])),
    ("app and verdict", RefusalFilter(verdicts: [.guardCut], apps: ["red-team"])),
    ("last day", RefusalFilter(since: last - 86_400_000)), ("category", RefusalFilter(categories: [.hate])),
    ("user", RefusalFilter(userKeys: ["abcd00000007"])), ("unreviewed", RefusalFilter(isReviewed: false)),
    ("false refusals", RefusalFilter(labels: [.falseRefusal])),
  ]
  for (name, filter) in filters {
    try time("list, \(name)") { try store.list(filter, limit: 50).count }
    try time("groups, \(name)") { try store.groups(filter, limit: 50).count }
    try time("queue, \(name)") { try store.queue(filter, limit: 50).count }
    try time("progress, \(name)") { try store.progress(filter).total }
  }
  try time("stats, all") { try store.stats().records }
  try time("stats, 7 days") { try store.stats(since: last - 7 * 86_400_000).records }
  for (span, days) in [(RefusalStats.Span.hour, 1), (.hour, 7), (.day, 30), (.day, 90)] as [(RefusalStats.Span, Int64)]
  {
    try time("series, \(days) days by \(span)") {
      try store.series(by: span, since: last - days * 86_400_000, until: last).count
    }
  }
}

/// Says how fast generated records are appended that come 20,000 in a second, so that many fall into one hour.
func measureRush(folder: String, records: UInt64) throws {
  try fill(try RefusalStore(folder: folder), with: GeneratedLog(records: records, perSecond: 20_000))
}

/// Says how fast records are appended, in wall time and in processor time, with what makes them left out.
private func fill(_ store: RefusalStore, with log: GeneratedLog) throws {
  let clock = ContinuousClock()
  var spent = Duration.zero
  var processor = 0
  for first in stride(from: 0, to: log.records, by: 500) {
    let records = (first..<min(first + 500, log.records)).map(log.record)
    let traffic = log.traffic(first)
    let start = clock.now
    let used = Int(Foundation.clock())
    _ = try store.append(records, traffic: traffic)
    processor += Int(Foundation.clock()) - used
    spent += start.duration(to: clock.now)
  }
  let each = Double(processor) / Double(CLOCKS_PER_SEC) / Double(log.records) * 1_000_000
  CrashRecord.say(
    "append per_second=\(Int(Double(log.records) / (spent / .seconds(1)))) processor_us_per_record=\(each)")
  // One record in fifty is reviewed, as far as people come.
  for number in stride(from: 0, to: log.records, by: 50) {
    let label = ReviewLabel.allCases[Int(number / 50 % 3)]
    try store.review(log.record(number).id, Review(label: label, reviewer: "r", milliseconds: Int64(number)))
  }
}
