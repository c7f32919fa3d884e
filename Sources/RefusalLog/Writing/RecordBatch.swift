/// What the writer puts into one transaction.
struct RecordBatch {
  var records: [PendingRecord]
  var traffic: [TrafficKey: Int]

  /// Requests in `traffic`.
  var requests: Int { traffic.values.reduce(0, +) }
}
