/// What waits for the classifier's threads just now, and what its cache did since the start.
package struct JudgingLoad: Sendable {
  /// Pieces of work that wait for a thread.
  package var units: Int
  /// Bytes of their texts.
  package var bytes: Int
  package var cache: VerdictShelf.Counts
  /// Verdicts that are kept now.
  package var cacheEntries: Int
}
