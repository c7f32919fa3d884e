/// Where the writer puts its batches: the store, what stands before it, or in tests one that fails on purpose.
package protocol RecordStorage: Sendable {
  /// Writes a batch in one transaction; when this returns, the batch is durable. Blocks.
  ///
  /// - Parameter mark: names the batch; one that was written under it before is not written again. Without it, counts
  ///   are added once more.
  /// - Throws: an error that may pass, such as a full disk; nothing of the batch is written then, as far as is known.
  func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome

  /// What waits behind `append`.
  var backlog: RecordBacklog { get }

  /// Nothing comes any more: ends what goes on in the background, which is nothing for most.
  func stop()
}

extension RecordStorage {
  package var backlog: RecordBacklog { RecordBacklog() }
  package func stop() {}

  /// Writes a batch that has no name.
  package func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int]
  ) throws(RefusalLogError) -> AppendOutcome {
    try append(records, traffic: traffic, mark: nil)
  }
}
