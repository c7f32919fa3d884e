package import Taxonomy

extension RefusalStore {
  /// Takes what an app says of a decision. One feedback a decision and app is kept, the newest.
  ///
  /// A decision that has no record is known by its id alone, so it has to be of the last 30 days, and at most a minute
  /// ahead of this clock.
  package func give(_ feedback: Feedback) throws(RefusalLogError) -> FeedbackOutcome {
    let feedback = feedback.bounded()
    return try RefusalLogError.wrap {
      try database.write { session in
        try session.hold(.upkeep)
        let record = try CountedRecord.fetch(id: feedback.decision.description, in: session)
        guard record.map({ $0.facts.app == feedback.app }) ?? feedback.isTimely else { return .unknown }
        let isNew = try session.execute(Self.insertFeedback, feedback.values) > 0
        guard isNew else { return try Self.change(feedback, in: session) ? .changed : .unchanged }
        if let record, record.label == nil, let group = record.group {
          try session.execute(
            "UPDATE queue_items SET item_appeals = item_appeals + 1 WHERE item = ?", [.integer(group)])
        }
        return .opened
      }
    }
  }

  /// What apps said of a decision, the oldest first.
  package func feedback(on id: DecisionID) throws(RefusalLogError) -> [Feedback] {
    try RefusalLogError.wrap {
      try database.read { session in
        try session.rows(
          "\(Self.selectFeedback) WHERE decision = ? ORDER BY given_ms, number", [.text(id.description)]
        ).map(Feedback.init)
      }
    }
  }

  /// Feedback on decisions that have no record, such as answers that should have been refused; the newest first.
  package func feedbackWithoutRecord(limit: Int) throws(RefusalLogError) -> [Feedback] {
    try RefusalLogError.wrap {
      try database.read { session in
        try session.rows(
          """
          \(Self.selectFeedback) WHERE NOT EXISTS (SELECT 1 FROM refusals WHERE id = decision) \
          ORDER BY given_ms DESC, number DESC LIMIT \(max(limit, 0))
          """
        ).map(Feedback.init)
      }
    }
  }

  /// Deletes feedback on decisions that have no record, by the decision's time.
  ///
  /// - Parameters:
  ///   - time: Unix milliseconds.
  ///   - apps: only theirs; empty for all.
  /// - Returns: how many were deleted.
  @discardableResult
  package func purgeFeedbackWithoutRecord(before time: Int64, apps: [String] = []) throws(RefusalLogError) -> Int {
    try RefusalLogError.wrap { try deleteFeedbackWithoutRecord(before: time, apps: apps) }
  }

  func deleteFeedbackWithoutRecord(before time: Int64, apps: [String]) throws -> Int {
    var condition = SQLCondition()
    condition.add("decision < ?", .text(RefusalFilter.firstID(at: time)))
    condition.add("from_app", oneOf: apps)
    condition.add("NOT EXISTS (SELECT 1 FROM refusals WHERE id = decision)", [])
    return try database.write { session in
      try session.hold(.upkeep)
      return try session.execute("DELETE FROM feedback\(condition.sql)", condition.arguments)
    }
  }

  /// - Returns: whether it says something else than before.
  private static func change(_ feedback: Feedback, in session: any SQLSession) throws -> Bool {
    let row = try session.row(
      "\(selectFeedback) WHERE decision = ? AND from_app = ?", Array(feedback.values.prefix(2)))
    guard let old = try row.map(Feedback.init), feedback.milliseconds >= old.milliseconds else { return false }
    guard (feedback.opinion, feedback.comment) != (old.opinion, old.comment) else { return false }
    try session.execute(
      "UPDATE feedback SET opinion = ?, comment = ?, given_ms = ? WHERE decision = ? AND from_app = ?",
      Array(feedback.values.dropFirst(2) + feedback.values.prefix(2)))
    return true
  }

  private static let selectFeedback = "SELECT decision, from_app, opinion, comment, given_ms FROM feedback"
  private static let insertFeedback = """
    INSERT INTO feedback (decision, from_app, opinion, comment, given_ms) VALUES (?, ?, ?, ?, ?) \
    ON CONFLICT (decision, from_app) DO NOTHING
    """
}
