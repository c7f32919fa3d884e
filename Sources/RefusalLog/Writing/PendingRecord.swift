/// A record in the queue. A class, so that the queue moves pointers under its lock and not records.
final class PendingRecord: Sendable {
  let record: RefusalRecord
  let bytes: Int

  init(_ record: RefusalRecord) {
    self.record = record
    bytes = record.byteEstimate
  }
}
