/// What stands between the writer and the database, for `/metrics` and `/readyz`.
package struct RecordBacklog: Sendable, Equatable {
  /// Records that went to the spill file since the start, synced to the disk.
  package var spilled = 0
  /// Records that came out of it and are in the database; those that an earlier process left are among them.
  package var caughtUp = 0
  /// Those of `caughtUp` that the schema refused, or that could not be read back.
  package var lost = 0
  /// Requests in the counts that came out of it.
  package var requestsCaughtUp = 0
  /// Records in the spill file that are not in the database yet.
  package var records = 0
  /// Bytes of the spill file on the disk.
  package var bytes = 0
  /// Most bytes that it may take; 0 where there is none.
  package var capacity = 0
  /// Tries of the database that failed while records stood in the spill file.
  package var failures = 0
  /// True while the last try of the database failed.
  package var isStoreDown = false
  /// What the database said last, even when it is over.
  package var lastError: String?
  /// Why there is no spill file to write to; nil when there is.
  package var unusable: String?
  /// The stream of records, where there is one.
  package var stream: StreamCounters?

  package init() {}
}
