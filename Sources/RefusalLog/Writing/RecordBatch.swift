/// What the writer puts into one transaction. A batch that failed is tried again as it was, under the same number.
package struct RecordBatch {
  /// Grows from 1 on (`BatchMark.number`).
  package var number: UInt64
  package var records: [PendingRecord]
  package var traffic: [TrafficKey: Int]

  /// Requests in `traffic`.
  package var requests: Int { traffic.values.reduce(0, +) }
}
