/// Where the writer puts its batches: the store, or in tests one that fails on purpose.
package protocol RecordStorage: Sendable {
  /// Writes a batch in one transaction; when this returns, the batch is durable. Blocks.
  ///
  /// - Throws: an error that may pass, such as a full disk; nothing of the batch is written then.
  func append(_ records: [RefusalRecord], traffic: [TrafficKey: Int]) throws(RefusalLogError) -> AppendOutcome
}
