import Taxonomy

extension RefusalFilter {
  /// The filter as an SQL condition. Times become bounds on the id, which sorts by time and is indexed.
  func condition(_ dialect: SQLDialect) -> SQLCondition {
    var condition = SQLCondition()
    if let since { condition.add("id >= ?", .text(Self.firstID(at: since))) }
    if let until { condition.add("id < ?", .text(Self.firstID(at: until))) }
    if verdicts.contains(.overBlock) {
      // What a rule withheld and a reviewer calls a false refusal is an over-block too.
      condition.add(
        """
        verdict IN (\(verdicts.map { _ in "?" }.joined(separator: ", "))) OR (verdict IN ('guard_block', 'guard_cut') \
        AND id IN (SELECT record_id FROM standing_reviews WHERE standing_label = 'false_refusal'))
        """, verdicts.map { .text($0.rawValue) })
    } else {
      condition.add("verdict", oneOf: verdicts.map(\.rawValue))
    }
    condition.add("app", oneOf: apps)
    condition.add("model", oneOf: models)
    condition.add("policy", oneOf: policies)
    condition.add("user_key", oneOf: userKeys)
    if let isEnforced { condition.add("is_enforced = ?", SQLValue(isEnforced)) }
    addReviews(to: &condition)
    addContent(to: &condition, dialect)
    return condition
  }

  private func addReviews(to condition: inout SQLCondition) {
    if !labels.isEmpty {
      let marks = labels.map { _ in "?" }.joined(separator: ", ")
      condition.add(
        "id IN (SELECT record_id FROM standing_reviews WHERE standing_label IN (\(marks)))",
        labels.map { .text($0.rawValue) })
    }
    switch isReviewed {
    case true?: condition.add("id IN (SELECT record_id FROM standing_reviews)", [])
    case false?:
      condition.add("NOT EXISTS (SELECT 1 FROM standing_reviews WHERE record_id = id)", [])
    case nil: break
    }
  }

  private func addContent(to condition: inout SQLCondition, _ dialect: SQLDialect) {
    if !categories.isEmpty {
      let scores = categories.map { category in
        "\(dialect.number(category.rawValue, inJSON: "categories")) >= \(Self.categoryThreshold)"
      }
      condition.add(scores.joined(separator: " OR "), [])
    }
    if let text {
      let pattern = SQLValue.text("%\(Self.escaped(text))%")
      let like = dialect.likeInEitherCase
      condition.add(
        """
        content_mode IN ('full', 'redacted') AND (prompt \(like) ? ESCAPE '\\' OR answer \(like) ? ESCAPE '\\' \
        OR retry_answer \(like) ? ESCAPE '\\')
        """, [pattern, pattern, pattern])
    }
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
  static func firstID(at milliseconds: Int64) -> String {
    let clamped = UInt64(min(max(milliseconds, 0), 1 << 48 - 1))
    return DecisionID(milliseconds: clamped, random: (0, 0)).description
  }
}
