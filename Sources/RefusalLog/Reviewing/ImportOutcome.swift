/// What became of imported records.
package struct ImportOutcome: Sendable, Equatable {
  /// Records that are in the log now.
  package var written = 0
  /// Records whose id was there before.
  package var duplicates = 0
  /// Records that the schema refuses.
  package var rejected = 0
  /// Reviews given to records, new or there before.
  package var reviews = 0

  package init() {}
}
