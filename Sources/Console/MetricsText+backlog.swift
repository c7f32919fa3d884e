import RefusalLog

extension MetricsText {
  /// The spill file, and the stream of records where there is one.
  ///
  /// - Parameter spilled: records that went to the spill file and were acknowledged.
  mutating func write(_ backlog: RecordBacklog, spilled: Int) {
    family(
      "evenkeel_records_spilled_total", .counter, "Records synced to the spill file while the database was away.",
      Double(spilled))
    family(
      "evenkeel_records_caught_up_total", .counter, "Records that came out of the spill file into the database.",
      Double(backlog.caughtUp))
    family(
      "evenkeel_record_spill_records", .gauge, "Records in the spill file that are not in the database yet.",
      Double(backlog.records))
    family("evenkeel_record_spill_bytes", .gauge, "Size of the spill file.", Double(backlog.bytes))
    family(
      "evenkeel_record_spill_capacity_bytes", .gauge, "The most bytes that the spill file may take.",
      Double(backlog.capacity))
    family(
      "evenkeel_record_spill_usable", .gauge, "1 while there is a spill file to write to.",
      backlog.unusable == nil && backlog.capacity > 0 ? 1 : 0)
    if let stream = backlog.stream { write(stream) }
  }

  private mutating func write(_ stream: StreamCounters) {
    family(
      "evenkeel_record_stream_lines_total", .counter, "Lines written to the stream of records.", Double(stream.lines))
    family(
      "evenkeel_record_stream_dropped_total", .counter,
      "Lines that were lost since the stream of records was not read or could not be written.", Double(stream.dropped))
    family(
      "evenkeel_record_stream_failures_total", .counter,
      "Writes of the stream of records that failed and are tried again.",
      Double(stream.failures))
    family("evenkeel_record_stream_waiting", .gauge, "Lines that wait to be written.", Double(stream.waiting))
    family(
      "evenkeel_record_stream_healthy", .gauge, "1 while the stream of records is written.", stream.isHealthy ? 1 : 0)
  }
}
