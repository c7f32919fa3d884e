/// A record in the queue. A class, so that the queue moves pointers under its lock and not records.
package final class PendingRecord: Sendable {
  package let record: RefusalRecord
  package let bytes: Int

  package init(_ record: RefusalRecord) {
    self.record = record
    bytes = record.byteEstimate
  }
}
