import Taxonomy

extension RefusalFilter {
  /// The filter as a condition over `queue_parts`, where it asks for nothing but what a part is of: verdict, app, model
  /// and policy. Nil where a look at the records is needed.
  func parts() -> SQLCondition? {
    let rest = RefusalFilter(verdicts: verdicts, apps: apps, models: models, policies: policies)
    // An over-block may be in the reviews.
    guard self == rest, !verdicts.contains(.overBlock) else { return nil }
    return partsAtLeast()
  }

  /// The same without what only the records tell: what passes the filter passes this.
  func partsAtLeast() -> SQLCondition {
    var condition = SQLCondition()
    if !verdicts.contains(.overBlock) { condition.add("part_verdict", oneOf: verdicts.map(\.rawValue)) }
    condition.add("part_app", oneOf: apps)
    condition.add("part_model", oneOf: models)
    condition.add("part_policy", oneOf: policies)
    return condition
  }

  /// The filter as a condition over `record_counts`; hours count whole. Nil where a look at the records is needed.
  func counts() -> SQLCondition? {
    var rest = self
    rest.isEnforced = nil
    rest.text = nil
    rest.userKeys = []
    // Of two categories a record may be in both.
    guard self == rest, categories.count < 2, !verdicts.contains(.overBlock) else { return nil }
    return countsAtMost()
  }

  /// The same without what only the records tell: a count of these is never too low, but for records of two categories.
  func countsAtMost() -> SQLCondition {
    var condition = SQLCondition()
    condition.add("category", oneOf: categories.isEmpty ? [""] : categories.map(\.rawValue))
    if !verdicts.contains(.overBlock) { condition.add("verdict", oneOf: verdicts.map(\.rawValue)) }
    condition.add("app", oneOf: apps)
    condition.add("model", oneOf: models)
    condition.add("policy", oneOf: policies)
    condition.add("label", oneOf: labels.map(\.rawValue))
    switch isReviewed {
    case true?: condition.add("label <> ?", .text(""))
    case false?: condition.add("label = ?", .text(""))
    case nil: break
    }
    return condition
  }
}
