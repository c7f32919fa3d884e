/// What became of a batch that was committed.
struct AppendOutcome: Sendable, Equatable {
  /// Records that are in the database now.
  var written = 0
  /// Records whose id was there before.
  var duplicates = 0
  /// Records that the schema refuses: no retry would help.
  var rejected = 0
  /// Requests added to the traffic counts.
  var requests = 0
}
