package import RefusalLog
package import Taxonomy

/// Which records a page shows, as its address says it and its form asks for it.
package struct RecordQuery: Sendable, Equatable {
  /// What a person has said of a record, as far as lists look at it.
  package enum Reviewed: String, CaseIterable, Sendable {
    case no, yes
    case falseRefusal = "false_refusal"
    case rightRefusal = "right_refusal"
    case unsure
  }

  /// Most characters of an app, a model or a policy that are read.
  private static let nameLimit = 256

  package var period = ReviewPeriod.all
  /// Nil for all; so with the others.
  package var verdict: Verdict?
  package var category: HazardCategory?
  package var app: String?
  package var model: String?
  package var policy: String?
  package var text: String?
  /// Only for lists: the queue holds what nobody has reviewed.
  package var reviewed: Reviewed?

  package init() {}

  /// Values that mean nothing are as good as none: an address may be an old one.
  package init(_ fields: FormFields) {
    func name(_ field: String) -> String? { fields.text(field).map { String($0.prefix(Self.nameLimit)) } }
    period = fields["period"].flatMap(ReviewPeriod.init(rawValue:)) ?? .all
    verdict = fields["verdict"].flatMap(Verdict.init(rawValue:))
    category = fields["category"].flatMap(HazardCategory.init(rawValue:))
    app = name("app")
    model = name("model")
    policy = name("policy")
    text = fields.text("text").map { String($0.prefix(RefusalFilter.textByteLimit)) }
    reviewed = fields["reviewed"].flatMap(Reviewed.init(rawValue:))
  }

  /// The same for an address, without what is not asked for.
  package var fields: [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    if period != .all { fields.append(("period", period.rawValue)) }
    if let verdict { fields.append(("verdict", verdict.rawValue)) }
    if let category { fields.append(("category", category.rawValue)) }
    if let app { fields.append(("app", app)) }
    if let model { fields.append(("model", model)) }
    if let policy { fields.append(("policy", policy)) }
    if let text { fields.append(("text", text)) }
    if let reviewed { fields.append(("reviewed", reviewed.rawValue)) }
    return fields
  }

  var isEmpty: Bool { fields.isEmpty }

  /// - Parameter now: Unix milliseconds.
  package func filter(now: Int64) -> RefusalFilter {
    var filter = RefusalFilter(since: period.start(now: now))
    if let verdict { filter.verdicts = [verdict] }
    if let category { filter.categories = [category] }
    if let app { filter.apps = [app] }
    if let model { filter.models = [model] }
    if let policy { filter.policies = [policy] }
    filter.text = text
    switch reviewed {
    case .no: filter.isReviewed = false
    case .yes: filter.isReviewed = true
    case .falseRefusal: filter.labels = [.falseRefusal]
    case .rightRefusal: filter.labels = [.rightRefusal]
    case .unsure: filter.labels = [.unsure]
    case nil: break
    }
    return filter
  }

  /// What is asked for in words, for the line that opens the form.
  var words: String {
    var parts: [String] = []
    if let verdict { parts.append(verdict.words) }
    if let category { parts.append(category.words) }
    if let app { parts.append("app \(app)") }
    if let model { parts.append("model \(model)") }
    if let policy { parts.append("policy \(policy)") }
    if let text { parts.append("“\(text)”") }
    switch reviewed {
    case .no: parts.append("not reviewed")
    case .yes: parts.append("reviewed")
    case .falseRefusal: parts.append(ReviewLabel.falseRefusal.words)
    case .rightRefusal: parts.append(ReviewLabel.rightRefusal.words)
    case .unsure: parts.append(ReviewLabel.unsure.words)
    case nil: break
    }
    if period != .all { parts.append(period.words) }
    return parts.joined(separator: " · ")
  }
}
