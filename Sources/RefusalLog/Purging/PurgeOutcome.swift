/// What a purge did.
package struct PurgeOutcome: Sendable, Equatable {
  /// Records deleted, with their reviews.
  package var records = 0
  /// Feedback deleted that had no record.
  package var feedback = 0
  /// Whether the deleted texts are overwritten in the files too. False while another process reads the log: they are
  /// then overwritten in the database, and stay in its write-ahead log until that is written anew.
  package var isErased = true

  package init() {}
}
