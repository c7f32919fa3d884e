import GRDB
package import Taxonomy

/// Which records to look at; an empty filter takes all. Several values of one kind are alternatives.
package struct RefusalFilter: Sendable, Equatable, Codable {
  /// Unix milliseconds; records of this time and later.
  package var since: Int64?
  /// Unix milliseconds; records before this time.
  package var until: Int64?
  package var verdicts: [Verdict]
  package var apps: [String]
  package var models: [String]
  /// Names, without revisions.
  package var policies: [String]
  /// False for what `mode: monitor` noted.
  package var isEnforced: Bool?
  /// Labels of the reviews that stand.
  package var labels: [ReviewLabel]
  /// True for records with a standing review, false for those without.
  package var isReviewed: Bool?
  /// Categories that the judged text scored at `categoryThreshold` or more.
  package var categories: [HazardCategory]
  /// Words in the prompt or an answer, ASCII letters in either case; records that keep no text never have them.
  package var text: String?
  /// Pseudonyms of users.
  package var userKeys: [String]

  /// The probability from which on a record is of a category.
  package static let categoryThreshold = 0.5
  /// Most UTF-8 bytes of `text`.
  package static let textByteLimit = 1_000

  package init(
    since: Int64? = nil, until: Int64? = nil, verdicts: [Verdict] = [], apps: [String] = [], models: [String] = [],
    policies: [String] = [], isEnforced: Bool? = nil, labels: [ReviewLabel] = [], isReviewed: Bool? = nil,
    categories: [HazardCategory] = [], text: String? = nil, userKeys: [String] = []
  ) {
    self.since = since
    self.until = until
    self.verdicts = verdicts
    self.apps = apps
    self.models = models
    self.policies = policies
    self.isEnforced = isEnforced
    self.labels = labels
    self.isReviewed = isReviewed
    self.categories = categories
    self.text = text
    self.userKeys = userKeys
  }

  /// The filter as an SQL condition. Times become bounds on the id, which sorts by time and is indexed.
  func condition() -> SQLCondition {
    var condition = SQLCondition()
    if let since { condition.add("id >= ?", Self.firstID(at: since)) }
    if let until { condition.add("id < ?", Self.firstID(at: until)) }
    if verdicts.contains(.overBlock) {
      // What a rule withheld and a reviewer calls a false refusal is an over-block too.
      condition.add(
        """
        verdict IN (\(verdicts.map { _ in "?" }.joined(separator: ", "))) OR (verdict IN ('guard_block', 'guard_cut') \
        AND id IN (SELECT record_id FROM standing_reviews WHERE standing_label = 'false_refusal'))
        """, StatementArguments(verdicts.map(\.rawValue)))
    } else {
      condition.add("verdict", oneOf: verdicts.map(\.rawValue))
    }
    condition.add("app", oneOf: apps)
    condition.add("model", oneOf: models)
    condition.add("policy", oneOf: policies)
    condition.add("user_key", oneOf: userKeys)
    if let isEnforced { condition.add("is_enforced = ?", isEnforced) }
    if !labels.isEmpty {
      condition.add(
        "id IN (SELECT record_id FROM standing_reviews WHERE standing_label IN (\(labels.map { _ in "?" }.joined(separator: ", "))))",
        StatementArguments(labels.map(\.rawValue)))
    }
    switch isReviewed {
    case true?: condition.add("id IN (SELECT record_id FROM standing_reviews)", StatementArguments())
    case false?:
      condition.add("NOT EXISTS (SELECT 1 FROM standing_reviews WHERE record_id = id)", StatementArguments())
    case nil: break
    }
    if !categories.isEmpty {
      // A category's word is this program's own and safe within a path.
      let scores = categories.map { "json_extract(categories, '$.\($0.rawValue)') >= \(Self.categoryThreshold)" }
      condition.add(scores.joined(separator: " OR "), StatementArguments())
    }
    if let text {
      let pattern = "%\(Self.escaped(text))%"
      condition.add(
        """
        content_mode IN ('full', 'redacted') AND (prompt LIKE ? ESCAPE '\\' OR answer LIKE ? ESCAPE '\\' \
        OR retry_answer LIKE ? ESCAPE '\\')
        """, [pattern, pattern, pattern])
    }
    return condition
  }

  /// The text with the letters that LIKE acts upon made plain, cut at its limit.
  private static func escaped(_ text: String) -> String {
    var pattern = String.UnicodeScalarView()
    for scalar in text.recordable(bytes: textByteLimit).unicodeScalars {
      if scalar == "%" || scalar == "_" || scalar == "\\" { pattern.append("\\") }
      pattern.append(scalar)
    }
    return String(pattern)
  }

  /// The lowest id of a millisecond.
  private static func firstID(at milliseconds: Int64) -> String {
    let clamped = UInt64(min(max(milliseconds, 0), 1 << 48 - 1))
    return DecisionID(milliseconds: clamped, random: (0, 0)).description
  }
}
