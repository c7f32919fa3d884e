package import Taxonomy

extension RefusalStore {
  /// Gives a record a review, over one that may stand. Earlier ones stay in its history.
  ///
  /// - Throws: `unknownID` when there is no such record.
  package func review(_ id: DecisionID, _ review: Review) throws(RefusalLogError) {
    try RefusalLogError.wrap {
      try database.write { session in
        try session.hold(.upkeep)
        let record = try Self.counted(id, in: session)
        try Self.counting(in: session) { try Self.give(review, to: record, in: session, &$0) }
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
        try session.hold(.upkeep)
        let record = try Self.counted(id, in: session)
        return try Self.counting(in: session) {
          try Self.takeBack(record, reviewer: reviewer, milliseconds: milliseconds, in: session, &$0)
        }
      }
    }
  }

  /// All that was ever said about a record, the oldest first.
  package func reviews(of id: DecisionID) throws(RefusalLogError) -> [ReviewStep] {
    try RefusalLogError.wrap { try database.read { try Self.steps(of: id.description, in: $0).map(\.step) } }
  }

  // MARK: Within a transaction that holds the upkeep's lock

  /// The record, which nobody else reviews or deletes before this transaction ends.
  static func counted(_ id: DecisionID, in session: any SQLSession) throws -> CountedRecord {
    guard let record = try CountedRecord.fetch(id: id.description, in: session) else {
      throw RefusalLogError.unknownID(id.description)
    }
    return record
  }

  /// Runs `body`, then brings the counts and the queue up to date with what it changed.
  static func counting<Result>(
    in session: any SQLSession, _ body: (inout ReviewChanges) throws -> Result
  ) throws -> Result {
    var changes = ReviewChanges()
    let result = try body(&changes)
    try changes.queue.apply(to: session)
    try changes.counts.apply(to: session)
    return result
  }

  /// - Parameter together: the number that reviews have which were given at once.
  static func give(
    _ review: Review, to record: CountedRecord, together: Int64? = nil, in session: any SQLSession,
    _ changes: inout ReviewChanges
  ) throws {
    let review = review.bounded()
    let number = try session.row(
      """
      INSERT INTO reviews \
      (record, reviewed_ms, reviewer, review_label, review_type, review_note, review_answer, together) \
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
      """,
      [
        .text(record.id), .integer(review.milliseconds), .text(review.reviewer), .text(review.label.rawValue),
        SQLValue(review.type?.rawValue), SQLValue(review.note), SQLValue(review.answer), SQLValue(together),
      ])
    guard let number = try number?.int64(0) else { throw SQLFailure.unfitting }
    try stand(number, label: review.label, for: record, in: session, &changes)
  }

  /// - Returns: the review that stands then.
  static func takeBack(
    _ record: CountedRecord, reviewer: String, milliseconds: Int64, in session: any SQLSession,
    _ changes: inout ReviewChanges
  ) throws -> Review? {
    var steps = try steps(of: record.id, in: session)
    guard ReviewStep.standing(after: steps.map(\.step)) != nil else {
      throw RefusalLogError.nothingToUndo(id: record.id)
    }
    let number = try session.row(
      "INSERT INTO reviews (record, reviewed_ms, reviewer) VALUES (?, ?, ?) RETURNING number",
      [
        .text(record.id), .integer(max(milliseconds, 0)),
        .text(reviewer.recordable(bytes: RefusalRecord.nameByteLimit)),
      ])
    guard let number = try number?.int64(0) else { throw SQLFailure.unfitting }
    steps.append((number, ReviewStep(change: .takenBack, reviewer: reviewer, milliseconds: milliseconds)))
    guard let index = ReviewStep.standing(after: steps.map(\.step)),
      case .given(let review) = steps[index].step.change
    else {
      try session.execute("DELETE FROM standing_reviews WHERE record_id = ?", [.text(record.id)])
      changes.add(record, label: nil)
      return nil
    }
    try stand(steps[index].number, label: review.label, for: record, in: session, &changes)
    return review
  }

  private static func stand(
    _ number: Int64, label: ReviewLabel, for record: CountedRecord, in session: any SQLSession,
    _ changes: inout ReviewChanges
  ) throws {
    try session.execute(
      """
      INSERT INTO standing_reviews (record_id, review_number, standing_label) VALUES (?, ?, ?) \
      ON CONFLICT (record_id) DO UPDATE \
      SET review_number = excluded.review_number, standing_label = excluded.standing_label
      """, [.text(record.id), .integer(number), .text(label.rawValue)])
    changes.add(record, label: label.rawValue)
  }

  static func steps(of id: String, in session: any SQLSession) throws -> [(number: Int64, step: ReviewStep)] {
    let columns = RefusalColumns.reviewNames.joined(separator: ", ")
    let rows = try session.rows(
      "SELECT \(columns), number FROM reviews WHERE record = ? ORDER BY number", [.text(id)])
    return try rows.map { row in
      let review = try RefusalColumns.review(from: row, first: 0, id: id)
      let change: ReviewStep.Change = review.map { .given($0) } ?? .takenBack
      return (
        try row.int64(RefusalColumns.reviewNames.count),
        ReviewStep(change: change, reviewer: try row.text(2), milliseconds: try row.int64(5))
      )
    }
  }
}
