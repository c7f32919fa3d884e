package import Taxonomy

extension RefusalStore {
  /// Takes what an app says of a decision. One feedback a decision and app is kept, the newest.
  ///
  /// A decision that has no record is known by its id alone, so it has to be one of the last 30 days.
  package func give(_ feedback: Feedback) throws(RefusalLogError) -> FeedbackOutcome {
    throw .database(code: 1, message: "feedback has no table yet")
  }

  /// What apps said of a decision, the oldest first.
  package func feedback(on id: DecisionID) throws(RefusalLogError) -> [Feedback] { [] }

  /// Feedback on decisions that have no record, such as answers that should have been refused; the newest first.
  package func feedbackWithoutRecord(limit: Int) throws(RefusalLogError) -> [Feedback] { [] }
}
