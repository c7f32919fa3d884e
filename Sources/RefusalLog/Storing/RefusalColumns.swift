import Foundation
import GRDB
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
  /// The same with `sequence` behind all others.
  static let selectWithSequence = "SELECT \(all), sequence\(from)"

  private static let all = (names + reviewNames).joined(separator: ", ")
  private static let from =
    " FROM refusals LEFT JOIN standing_reviews ON record_id = id LEFT JOIN reviews ON number = review_number"

  /// A record that is there already stays as it is.
  static let insert = """
    INSERT INTO refusals (\(names.joined(separator: ", "))) \
    VALUES (\(names.map { _ in "?" }.joined(separator: ", "))) ON CONFLICT (id) DO NOTHING
    """

  static func arguments(of record: RefusalRecord) -> StatementArguments {
    let values: [(any DatabaseValueConvertible)?] = [
      record.id.description, record.milliseconds, record.app, record.keyID, record.endpoint, record.model,
      record.isStreamed, record.policy.name, record.policy.revision, record.classifier, record.stage.rawValue,
      record.action.rawValue, record.isEnforced, json(record.ruleIDs), record.cause.rawValue, record.verdict.rawValue,
      record.promptHarm, record.attack, record.answerHarm, record.refusalScore, record.refusalKind?.rawValue,
      json(record.categories), record.promptJudgingMicroseconds, record.answerJudgingMicroseconds,
      record.totalMicroseconds, record.upstreamMilliseconds, record.statusCode, record.delivery.rawValue,
      record.releasedCharacters, record.contentMode.rawValue, record.prompt, record.promptBytes, record.answer,
      record.answerBytes, record.userKey, record.retry?.answer, record.retry?.answerBytes, record.retry?.answerHarm,
      record.retry?.refusalKind?.rawValue, record.retry?.isDelivered, record.retry?.milliseconds, record.retry?.tokens,
    ]
    return StatementArguments(values)
  }

  /// - Throws: `RefusalLogError.unreadableRecord` for a value that the schema would not have let in.
  static func record(from row: Row) throws(RefusalLogError) -> RefusalRecord {
    var reader = RefusalRowReader(row: row)
    let id = try reader.decisionID()
    reader.skip()  // time_ms is part of the id
    let app = reader.string()
    let keyID = reader.optionalString()
    let endpoint = reader.string()
    let model = reader.optionalString()
    let isStreamed = reader.bool()
    let policy = PolicyReference(name: reader.string(), revision: reader.string())
    let classifier = reader.string()
    var record = RefusalRecord(
      id: id, app: app, keyID: keyID, endpoint: endpoint, model: model, isStreamed: isStreamed, policy: policy,
      classifier: classifier, stage: try reader.word(), action: try reader.word(), isEnforced: reader.bool(),
      ruleIDs: try reader.json(), cause: try reader.word(), verdict: try reader.word(),
      promptHarm: reader.optionalDouble(), attack: reader.optionalDouble(), answerHarm: reader.optionalDouble(),
      refusalScore: reader.optionalDouble(), refusalKind: try reader.optionalWord(), categories: try reader.json(),
      promptJudgingMicroseconds: reader.int(), answerJudgingMicroseconds: reader.int(),
      totalMicroseconds: reader.int(), upstreamMilliseconds: reader.optionalInt(), statusCode: reader.int(),
      delivery: try reader.word(), releasedCharacters: reader.int(), contentMode: try reader.word())
    record.prompt = reader.optionalString()
    record.promptBytes = reader.optionalInt()
    record.answer = reader.optionalString()
    record.answerBytes = reader.optionalInt()
    record.userKey = reader.optionalString()
    record.retry = try retry(from: &reader)
    record.review = try review(from: row, first: names.count, id: id.description)
    return record
  }

  private static func retry(from reader: inout RefusalRowReader) throws(RefusalLogError) -> RetriedAnswer? {
    let answer = RecordedContent(text: reader.optionalString(), byteCount: reader.optionalInt())
    let harm = reader.optionalDouble()
    let kind: RefusalKind? = try reader.optionalWord()
    let isDelivered = reader.optionalBool()
    let milliseconds = reader.optionalInt()
    let tokens = reader.optionalInt()
    // The schema has both or neither.
    guard let isDelivered, let milliseconds else { return nil }
    return RetriedAnswer(
      answer: answer, answerHarm: harm, refusalKind: kind, isDelivered: isDelivered, milliseconds: milliseconds,
      tokens: tokens)
  }

  /// - Parameter first: where in the row `reviewNames` begin.
  /// - Returns: nil where no review stands, or for a step that takes one back.
  static func review(from row: Row, first: Int, id: String) throws(RefusalLogError) -> Review? {
    guard let word: String = row[first] else { return nil }
    guard let label = ReviewLabel(rawValue: word) else { throw .unreadableRecord(id: id, column: "review_label") }
    var type: XSTestType?
    if let word: String = row[first + 1] {
      type = XSTestType(rawValue: word)
      guard type != nil else { throw .unreadableRecord(id: id, column: "review_type") }
    }
    return Review(
      label: label, type: type, reviewer: row[first + 2], note: row[first + 3], answer: row[first + 4],
      milliseconds: row[first + 5])
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
