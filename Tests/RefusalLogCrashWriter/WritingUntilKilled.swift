import RefusalLog

/// Submits bursts for ever, and says after each how many records are acknowledged.
func writeUntilKilled(folder: String, first: UInt64) async throws {
  let store = try RefusalStore(RefusalLogPlace(argument: folder))
  let writer = RecordWriter(store: store, logger: CrashRecord.logger)
  var next = first
  while true {
    for _ in 0..<UInt64.random(in: 1...700) {
      writer.submit(CrashRecord.numbered(next))
      next += 1
    }
    let counters = writer.counters
    CrashRecord.say("\(counters.written)")
    // Well below the queue's limit: a dropped record would break the numbering.
    if counters.queueDepth > 4_000 { await writer.flush(within: .seconds(30)) }
  }
}
