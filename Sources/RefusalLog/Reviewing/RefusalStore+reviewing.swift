package import Taxonomy

extension RefusalStore {
  /// Gives a record a review, over one that may stand. Earlier ones stay in its history.
  ///
  /// - Throws: `unknownID` when there is no such record.
  package func review(_ id: DecisionID, _ review: Review) throws(RefusalLogError) {
    try RefusalLogError.wrap {
      try database.write { session in
        guard try Self.locks(id, in: session) else { throw RefusalLogError.unknownID(id.description) }
        try Self.give(review, to: id, in: session)
      }
    }
  }

  /// Takes the standing review of a record back, so that the one before it stands again.
  ///
  /// - Returns: the review that stands now; nil when none does.
  /// - Throws: `unknownID`, or `nothingToUndo` when no review stands.
  package func undoReview(
    _ id: DecisionID, reviewer: String, milliseconds: Int64
  ) throws(RefusalLogError) -> Review? {
    try RefusalLogError.wrap {
      try database.write { session in
        guard try Self.locks(id, in: session) else { throw RefusalLogError.unknownID(id.description) }
        var steps = try Self.steps(of: id, in: session)
        guard ReviewStep.standing(after: steps.map(\.step)) != nil else {
          throw RefusalLogError.nothingToUndo(id: id.description)
        }
        let number = try session.row(
          "INSERT INTO reviews (record, reviewed_ms, reviewer) VALUES (?, ?, ?) RETURNING number",
          [
            .text(id.description), .integer(max(milliseconds, 0)),
            .text(reviewer.recordable(bytes: RefusalRecord.nameByteLimit)),
          ])
        guard let number = try number?.int64(0) else { throw SQLFailure.unfitting }
        steps.append((number, ReviewStep(change: .takenBack, reviewer: reviewer, milliseconds: milliseconds)))
        guard let index = ReviewStep.standing(after: steps.map(\.step)),
          case .given(let review) = steps[index].step.change
        else {
          try session.execute("DELETE FROM standing_reviews WHERE record_id = ?", [.text(id.description)])
          return nil
        }
        try Self.stand(steps[index].number, label: review.label, for: id, in: session)
        return review
      }
    }
  }

  /// All that was ever said about a record, the oldest first.
  package func reviews(of id: DecisionID) throws(RefusalLogError) -> [ReviewStep] {
    try RefusalLogError.wrap { try database.read { try Self.steps(of: id, in: $0).map(\.step) } }
  }

  // MARK: Within a transaction

  static func give(_ review: Review, to id: DecisionID, in session: any SQLSession) throws {
    let review = review.bounded()
    let number = try session.row(
      """
      INSERT INTO reviews (record, reviewed_ms, reviewer, review_label, review_type, review_note, review_answer) \
      VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number
      """,
      [
        .text(id.description), .integer(review.milliseconds), .text(review.reviewer), .text(review.label.rawValue),
        SQLValue(review.type?.rawValue), SQLValue(review.note), SQLValue(review.answer),
      ])
    guard let number = try number?.int64(0) else { throw SQLFailure.unfitting }
    try stand(number, label: review.label, for: id, in: session)
  }

  private static func stand(_ number: Int64, label: ReviewLabel, for id: DecisionID, in session: any SQLSession) throws
  {
    try session.execute(
      """
      INSERT INTO standing_reviews (record_id, review_number, standing_label) VALUES (?, ?, ?) \
      ON CONFLICT (record_id) DO UPDATE \
      SET review_number = excluded.review_number, standing_label = excluded.standing_label
      """, [.text(id.description), .integer(number), .text(label.rawValue)])
  }

  /// Whether there is such a record; nobody else reviews or deletes it then before this transaction ends.
  static func locks(_ id: DecisionID, in session: any SQLSession) throws -> Bool {
    try session.row(
      "SELECT 1 FROM refusals WHERE id = ?\(session.dialect.lockingRows)", [.text(id.description)]) != nil
  }

  static func steps(of id: DecisionID, in session: any SQLSession) throws -> [(number: Int64, step: ReviewStep)] {
    let columns = RefusalColumns.reviewNames.joined(separator: ", ")
    let rows = try session.rows(
      "SELECT \(columns), number FROM reviews WHERE record = ? ORDER BY number", [.text(id.description)])
    return try rows.map { row in
      let review = try RefusalColumns.review(from: row, first: 0, id: id.description)
      let change: ReviewStep.Change = review.map { .given($0) } ?? .takenBack
      return (
        try row.int64(RefusalColumns.reviewNames.count),
        ReviewStep(change: change, reviewer: try row.text(2), milliseconds: try row.int64(5))
      )
    }
  }
}
