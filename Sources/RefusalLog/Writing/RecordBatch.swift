/// What the writer puts into one transaction.
package struct RecordBatch {
  package var records: [PendingRecord]
  package var traffic: [TrafficKey: Int]

  /// Requests in `traffic`.
  package var requests: Int { traffic.values.reduce(0, +) }
}
