import Taxonomy

extension RefusalStore {
  /// Takes records of another log, with the reviews that stand there.
  ///
  /// A record that is here already stays as it is. Its review is added when it is newer than the one that stands here
  /// and was never given here before, so importing twice changes nothing, and what was taken back stays so.
  package func importRecords(_ records: [RefusalRecord]) throws(RefusalLogError) -> ImportOutcome {
    let records = records.map { $0.bounded() }
    let appended = try append(records, traffic: [:])
    var outcome = ImportOutcome()
    outcome.written = appended.written
    outcome.duplicates = appended.duplicates
    outcome.rejected = appended.rejected
    outcome.reviews = try RefusalLogError.wrap {
      try database.write { session in
        try session.hold(.upkeep)
        return try Self.counting(in: session) { changes in
          var given = 0
          for record in records {
            guard let review = record.review?.bounded(), try Self.takes(review, record.id.description, in: session),
              let counted = try CountedRecord.fetch(id: record.id.description, in: session)
            else { continue }
            try Self.give(review, to: counted, in: session, &changes)
            given += 1
          }
          return given
        }
      }
    }
    return outcome
  }

  /// Whether the review is new here and newer than the one that stands.
  private static func takes(_ review: Review, _ id: String, in session: any SQLSession) throws -> Bool {
    let steps = try steps(of: id, in: session).map(\.step)
    guard !steps.contains(where: { $0.change == .given(review) }) else { return false }
    guard let index = ReviewStep.standing(after: steps), case .given(let standing) = steps[index].change else {
      return true
    }
    return standing.milliseconds < review.milliseconds && !standing.saysTheSame(as: review)
  }
}
