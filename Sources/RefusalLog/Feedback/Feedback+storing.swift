import Taxonomy

extension Feedback {
  /// How old a decision without a record may be.
  static let oldest: Duration = .seconds(30 * 86_400)
  /// How far its time may be ahead: clocks of two proxies differ.
  static let earliest: Duration = .seconds(60)

  /// As it is stored: texts within their limits, no NUL characters; a time before 1970 becomes 1970.
  func bounded() -> Feedback {
    var feedback = self
    feedback.app = app.recordable(bytes: RefusalRecord.nameByteLimit)
    feedback.comment = comment?.recordable(bytes: Self.commentByteLimit)
    feedback.milliseconds = max(milliseconds, 0)
    return feedback
  }

  /// Whether the decision may be one of the time that is remembered.
  var isTimely: Bool {
    let age = Duration.milliseconds(milliseconds - Int64(decision.milliseconds))
    return age <= Self.oldest && age >= .zero - Self.earliest
  }

  /// In the order of the columns `decision, from_app, opinion, comment, given_ms`.
  var values: [SQLValue] {
    [
      .text(decision.description), .text(app), .text(opinion.rawValue), SQLValue(comment), .integer(milliseconds),
    ]
  }

  init(_ row: SQLRow) throws {
    let id = try row.text(0)
    guard let decision = DecisionID(id), let opinion = Opinion(rawValue: try row.text(2)) else {
      throw RefusalLogError.unreadableRecord(id: id, column: "opinion")
    }
    self.init(
      decision: decision, app: try row.text(1), opinion: opinion, comment: try row.optionalText(3),
      milliseconds: try row.int64(4))
  }
}
