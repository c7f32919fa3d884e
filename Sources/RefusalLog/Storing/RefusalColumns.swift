import Taxonomy

/// A record as a row of `refusals`, and the review that stands: the columns in their order, and both directions.
enum RefusalColumns {
  /// Every column but `sequence`. INVARIANT: `arguments(of:)` and `record(from:)` keep this order.
  static let names = [
    "id", "time_ms", "app", "key_id", "endpoint", "model", "is_streamed", "policy", "policy_revision", "classifier",
    "stage", "action", "is_enforced", "rule_ids", "cause", "verdict", "prompt_harm", "attack", "answer_harm",
    "refusal_score", "refusal_kind", "categories", "prompt_judging_us", "answer_judging_us", "total_us", "upstream_ms",
    "status_code", "delivery", "released_characters", "content_mode", "prompt", "prompt_bytes", "answer",
    "answer_bytes", "user_key", "retry_answer", "retry_answer_bytes", "retry_answer_harm", "retry_refusal_kind",
    "retry_is_delivered", "retry_ms", "retry_tokens",
  ]

  /// A review's columns. INVARIANT: `review(from:)` keeps this order; no name is one of `names`.
  static let reviewNames = [
    "review_label", "review_type", "reviewer", "review_note", "review_answer", "reviewed_ms",
  ]

  static let select = "SELECT \(all)\(from)"
  /// The same with `sequence` behind all others, at `sequenceColumn`.
  static let selectWithSequence = "SELECT \(all), sequence\(from)"

  static let sequenceColumn = names.count + reviewNames.count

  private static let all = (names + reviewNames).joined(separator: ", ")
  private static let from =
    " FROM refusals LEFT JOIN standing_reviews ON record_id = id LEFT JOIN reviews ON number = review_number"

  /// A record that is there already stays as it is.
  static let insert = """
    INSERT INTO refusals (\(names.joined(separator: ", "))) \
    VALUES (\(names.map { _ in "?" }.joined(separator: ", "))) ON CONFLICT (id) DO NOTHING
    """

  static func arguments(of record: RefusalRecord) -> [SQLValue] {
    [
      .text(record.id.description), .integer(record.milliseconds), .text(record.app), SQLValue(record.keyID),
      .text(record.endpoint), SQLValue(record.model), SQLValue(record.isStreamed), .text(record.policy.name),
      .text(record.policy.revision), .text(record.classifier), .text(record.stage.rawValue),
      .text(record.action.rawValue), SQLValue(record.isEnforced), .text(json(record.ruleIDs)),
      .text(record.cause.rawValue), .text(record.verdict.rawValue), SQLValue(record.promptHarm),
      SQLValue(record.attack), SQLValue(record.answerHarm), SQLValue(record.refusalScore),
      SQLValue(record.refusalKind?.rawValue), .text(json(record.categories)),
      SQLValue(record.promptJudgingMicroseconds), SQLValue(record.answerJudgingMicroseconds),
      SQLValue(record.totalMicroseconds), SQLValue(record.upstreamMilliseconds), SQLValue(record.statusCode),
      .text(record.delivery.rawValue), SQLValue(record.releasedCharacters), .text(record.contentMode.rawValue),
      SQLValue(record.prompt), SQLValue(record.promptBytes), SQLValue(record.answer), SQLValue(record.answerBytes),
      SQLValue(record.userKey), SQLValue(record.retry?.answer), SQLValue(record.retry?.answerBytes),
      SQLValue(record.retry?.answerHarm), SQLValue(record.retry?.refusalKind?.rawValue),
      SQLValue(record.retry?.isDelivered), SQLValue(record.retry?.milliseconds), SQLValue(record.retry?.tokens),
    ]
  }

  /// - Throws: `RefusalLogError.unreadableRecord` for a value that the schema would not have let in.
  static func record(from row: SQLRow) throws(RefusalLogError) -> RefusalRecord {
    var reader = RefusalRowReader(row: row)
    let id = try reader.decisionID()
    reader.skip()  // time_ms is part of the id
    let app = try reader.string()
    let keyID = try reader.optionalString()
    let endpoint = try reader.string()
    let model = try reader.optionalString()
    let isStreamed = try reader.bool()
    let policy = PolicyReference(name: try reader.string(), revision: try reader.string())
    let classifier = try reader.string()
    var record = RefusalRecord(
      id: id, app: app, keyID: keyID, endpoint: endpoint, model: model, isStreamed: isStreamed, policy: policy,
      classifier: classifier, stage: try reader.word(), action: try reader.word(), isEnforced: try reader.bool(),
      ruleIDs: try reader.json(), cause: try reader.word(), verdict: try reader.word(),
      promptHarm: try reader.optionalDouble(), attack: try reader.optionalDouble(),
      answerHarm: try reader.optionalDouble(),
      refusalScore: try reader.optionalDouble(), refusalKind: try reader.optionalWord(), categories: try reader.json(),
      promptJudgingMicroseconds: try reader.int(), answerJudgingMicroseconds: try reader.int(),
      totalMicroseconds: try reader.int(), upstreamMilliseconds: try reader.optionalInt(), statusCode: try reader.int(),
      delivery: try reader.word(), releasedCharacters: try reader.int(), contentMode: try reader.word())
    record.prompt = try reader.optionalString()
    record.promptBytes = try reader.optionalInt()
    record.answer = try reader.optionalString()
    record.answerBytes = try reader.optionalInt()
    record.userKey = try reader.optionalString()
    record.retry = try retry(from: &reader)
    record.review = try review(from: row, first: names.count, id: id.description)
    return record
  }

  private static func retry(from reader: inout RefusalRowReader) throws(RefusalLogError) -> RetriedAnswer? {
    let answer = RecordedContent(text: try reader.optionalString(), byteCount: try reader.optionalInt())
    let harm = try reader.optionalDouble()
    let kind: RefusalKind? = try reader.optionalWord()
    let isDelivered = try reader.optionalBool()
    let milliseconds = try reader.optionalInt()
    let tokens = try reader.optionalInt()
    // The schema has both or neither.
    guard let isDelivered, let milliseconds else { return nil }
    return RetriedAnswer(
      answer: answer, answerHarm: harm, refusalKind: kind, isDelivered: isDelivered, milliseconds: milliseconds,
      tokens: tokens)
  }

  /// - Parameter first: where in the row `reviewNames` begin.
  /// - Returns: nil where no review stands, or for a step that takes one back.
  static func review(from row: SQLRow, first: Int, id: String) throws(RefusalLogError) -> Review? {
    do throws(SQLFailure) {
      guard let word = try row.optionalText(first) else { return nil }
      guard let label = ReviewLabel(rawValue: word) else {
        throw SQLFailure(kind: .other, error: .unreadableRecord(id: id, column: "review_label"))
      }
      let type = try row.optionalText(first + 1).map { word throws(SQLFailure) in
        guard let type = XSTestType(rawValue: word) else {
          throw SQLFailure(kind: .other, error: .unreadableRecord(id: id, column: "review_type"))
        }
        return type
      }
      return Review(
        label: label, type: type, reviewer: try row.text(first + 2), note: try row.optionalText(first + 3),
        answer: try row.optionalText(first + 4), milliseconds: try row.int64(first + 5))
    } catch {
      throw error.error
    }
  }

  private static func json(_ ruleIDs: [String]) -> String {
    guard !ruleIDs.isEmpty else { return "[]" }
    var line = JSONText()
    line.append(ruleIDs)
    return line.text
  }

  private static func json(_ categories: [String: Double]) -> String {
    guard !categories.isEmpty else { return "{}" }
    var line = JSONText()
    line.append(categories)
    return line.text
  }
}
