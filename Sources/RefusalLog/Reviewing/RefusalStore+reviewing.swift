import GRDB
package import Taxonomy

extension RefusalStore {
  /// Gives a record a review, over one that may stand. Earlier ones stay in its history.
  ///
  /// - Throws: `unknownID` when there is no such record.
  package func review(_ id: DecisionID, _ review: Review) throws(RefusalLogError) {
    try RefusalLogError.wrap {
      try database.write { database in
        guard try Self.exists(id, in: database) else { throw RefusalLogError.unknownID(id.description) }
        try Self.give(review, to: id, in: database)
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
      try database.write { database in
        guard try Self.exists(id, in: database) else { throw RefusalLogError.unknownID(id.description) }
        var steps = try Self.steps(of: id, in: database)
        guard ReviewStep.standing(after: steps.map(\.step)) != nil else {
          throw RefusalLogError.nothingToUndo(id: id.description)
        }
        try database.execute(
          sql: "INSERT INTO reviews (record, reviewed_ms, reviewer) VALUES (?, ?, ?)",
          arguments: [
            id.description, max(milliseconds, 0), reviewer.recordable(bytes: RefusalRecord.nameByteLimit),
          ])
        steps.append(
          (database.lastInsertedRowID, ReviewStep(change: .takenBack, reviewer: reviewer, milliseconds: milliseconds)))
        guard let index = ReviewStep.standing(after: steps.map(\.step)),
          case .given(let review) = steps[index].step.change
        else {
          try database.execute(sql: "DELETE FROM standing_reviews WHERE record_id = ?", arguments: [id.description])
          return nil
        }
        try Self.stand(steps[index].number, label: review.label, for: id, in: database)
        return review
      }
    }
  }

  /// All that was ever said about a record, the oldest first.
  package func reviews(of id: DecisionID) throws(RefusalLogError) -> [ReviewStep] {
    try RefusalLogError.wrap { try database.read { try Self.steps(of: id, in: $0).map(\.step) } }
  }

  // MARK: Within a transaction

  static func give(_ review: Review, to id: DecisionID, in database: Database) throws {
    let review = review.bounded()
    try database.execute(
      sql: """
        INSERT INTO reviews (record, reviewed_ms, reviewer, review_label, review_type, review_note, review_answer) \
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id.description, review.milliseconds, review.reviewer, review.label.rawValue, review.type?.rawValue, review.note,
        review.answer,
      ])
    try stand(database.lastInsertedRowID, label: review.label, for: id, in: database)
  }

  private static func stand(_ number: Int64, label: ReviewLabel, for id: DecisionID, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO standing_reviews (record_id, review_number, standing_label) VALUES (?, ?, ?) \
        ON CONFLICT (record_id) DO UPDATE \
        SET review_number = excluded.review_number, standing_label = excluded.standing_label
        """,
      arguments: [id.description, number, label.rawValue])
  }

  static func exists(_ id: DecisionID, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM refusals WHERE id = ?)", arguments: [id.description]) ?? false
  }

  static func steps(of id: DecisionID, in database: Database) throws -> [(number: Int64, step: ReviewStep)] {
    let columns = RefusalColumns.reviewNames.joined(separator: ", ")
    let rows = try Row.fetchAll(
      database, sql: "SELECT \(columns), number FROM reviews WHERE record = ? ORDER BY number",
      arguments: [id.description])
    return try rows.map { row in
      let review = try RefusalColumns.review(from: row, first: 0, id: id.description)
      let change: ReviewStep.Change = review.map { .given($0) } ?? .takenBack
      return (row["number"], ReviewStep(change: change, reviewer: row["reviewer"], milliseconds: row["reviewed_ms"]))
    }
  }
}
