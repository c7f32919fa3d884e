/// What became of a batch that was committed.
package struct AppendOutcome: Sendable, Equatable {
  /// Records that are in the database now.
  package var written = 0
  /// Records whose id was there before.
  package var duplicates = 0
  /// Records that the schema refuses: no retry would help.
  package var rejected = 0
  /// Requests added to the traffic counts.
  package var requests = 0
  /// Records that are on the disk and come into the database later, with their counts.
  package var spilled = 0

  package init(written: Int = 0, duplicates: Int = 0, rejected: Int = 0, requests: Int = 0, spilled: Int = 0) {
    self.written = written
    self.duplicates = duplicates
    self.rejected = rejected
    self.requests = requests
    self.spilled = spilled
  }
}
