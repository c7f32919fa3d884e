package import Taxonomy

extension RefusalStore {
  /// Gives a review to a record and to all unreviewed records of its group, in one transaction.
  ///
  /// Label and type go to all of them. Note and answer stay with the record that the reviewer looked at: they were
  /// written about it.
  ///
  /// - Returns: how many records have the review now.
  /// - Throws: `unknownID` when there is no such record.
  @discardableResult
  package func reviewGroup(of id: DecisionID, _ review: Review) throws(RefusalLogError) -> Int {
    // By chance, so that no two reviewers need to agree on a number.
    let together = Int64.random(in: 1 ... .max)
    var repeated = review
    repeated.note = nil
    repeated.answer = nil
    return try RefusalLogError.wrap {
      try database.write { session in
        try session.hold(.upkeep)
        let first = try Self.counted(id, in: session)
        let others = try first.group.map { group in
          try CountedRecord.fetch(
            " WHERE in_group = ? AND standing_label IS NULL AND sequence <> ? ORDER BY sequence",
            [.integer(group), .integer(first.sequence)], in: session)
        }
        return try Self.counting(in: session) { changes in
          try Self.give(review, to: first, together: together, in: session, &changes)
          for record in others ?? [] {
            try Self.give(repeated, to: record, together: together, in: session, &changes)
          }
          return 1 + (others?.count ?? 0)
        }
      }
    }
  }

  /// Takes back what `reviewGroup` gave together with the standing review of a record, wherever it still stands, in one
  /// transaction. A review that was given to the record alone is taken back alone.
  ///
  /// - Returns: how many reviews were taken back.
  /// - Throws: `unknownID`, or `nothingToUndo` when no review of the record stands.
  @discardableResult
  package func undoGroupReview(
    of id: DecisionID, reviewer: String, milliseconds: Int64
  ) throws(RefusalLogError) -> Int {
    try RefusalLogError.wrap {
      try database.write { session in
        try session.hold(.upkeep)
        let first = try Self.counted(id, in: session)
        let together = try session.row(
          "SELECT together FROM standing_reviews JOIN reviews ON number = review_number WHERE record_id = ?",
          [.text(first.id)])
        var records = [first]
        if let together = try together?.optionalInt64(0) {
          records = try CountedRecord.fetch(
            " WHERE id IN (SELECT record FROM reviews JOIN standing_reviews ON review_number = number WHERE together = ?)",
            [.integer(together)], in: session)
        }
        return try Self.counting(in: session) { changes in
          for record in records {
            _ = try Self.takeBack(record, reviewer: reviewer, milliseconds: milliseconds, in: session, &changes)
          }
          return records.count
        }
      }
    }
  }
}
