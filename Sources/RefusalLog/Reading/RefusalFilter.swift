import GRDB
package import Taxonomy

/// Which records to look at; an empty filter takes all. Several values of one kind are alternatives.
package struct RefusalFilter: Sendable, Equatable {
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

  package init(
    since: Int64? = nil, until: Int64? = nil, verdicts: [Verdict] = [], apps: [String] = [], models: [String] = [],
    policies: [String] = [], isEnforced: Bool? = nil
  ) {
    self.since = since
    self.until = until
    self.verdicts = verdicts
    self.apps = apps
    self.models = models
    self.policies = policies
    self.isEnforced = isEnforced
  }

  /// The filter as an SQL condition. Times become bounds on the id, which sorts by time and is indexed.
  func condition() -> SQLCondition {
    var condition = SQLCondition()
    if let since { condition.add("id >= ?", Self.firstID(at: since)) }
    if let until { condition.add("id < ?", Self.firstID(at: until)) }
    condition.add("verdict", oneOf: verdicts.map(\.rawValue))
    condition.add("app", oneOf: apps)
    condition.add("model", oneOf: models)
    condition.add("policy", oneOf: policies)
    if let isEnforced { condition.add("is_enforced = ?", isEnforced) }
    return condition
  }

  /// The lowest id of a millisecond.
  private static func firstID(at milliseconds: Int64) -> String {
    let clamped = UInt64(min(max(milliseconds, 0), 1 << 48 - 1))
    return DecisionID(milliseconds: clamped, random: (0, 0)).description
  }
}
