private import Synchronization

/// Writes every batch's records to a stream before the batch goes on, so that what is acknowledged was handed to the
/// stream at least once. A batch that is tried again is not streamed again; after a crash some may be.
package final class StreamingStorage: RecordStorage {
  private let inner: any RecordStorage
  private let stream: RecordStream
  private let last = Mutex<BatchMark?>(nil)

  package init(_ inner: any RecordStorage, stream: RecordStream) {
    self.inner = inner
    self.stream = stream
  }

  package func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    let isNew = last.withLock { last in
      defer { last = mark }
      return mark == nil || last != mark
    }
    if isNew, !records.isEmpty {
      var lines: [UInt8] = []
      for record in records {
        lines += record.jsonLine.utf8
        lines.append(UInt8(ascii: "\n"))
      }
      stream.write(lines, count: records.count)
    }
    return try inner.append(records, traffic: traffic, mark: mark)
  }

  package var backlog: RecordBacklog {
    var backlog = inner.backlog
    backlog.stream = stream.counters
    return backlog
  }

  package func stop() {
    inner.stop()
    stream.stop()
  }
}
