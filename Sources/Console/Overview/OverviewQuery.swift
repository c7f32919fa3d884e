/// What the overview shows, as its address says it.
struct OverviewQuery: Equatable {
  /// Most characters of a name that are read.
  private static let nameLimit = 256

  var period = OverviewPeriod.week
  /// Nil for all; so with the others.
  var app: String?
  var model: String?
  var policy: String?

  init() {}

  /// Values that mean nothing are as good as none: an address may be an old one.
  init(_ fields: FormFields) {
    func name(_ field: String) -> String? { fields.text(field).map { String($0.prefix(Self.nameLimit)) } }
    period = fields["period"].flatMap(OverviewPeriod.init(rawValue:)) ?? .week
    app = name("app")
    model = name("model")
    policy = name("policy")
  }

  /// The names that are asked for, in words.
  var words: [String] {
    [app.map { "app \($0)" }, model.map { "model \($0)" }, policy.map { "policy \($0)" }].compactMap(\.self)
  }

  /// What narrows lists of records in the same way.
  var fields: [(name: String, value: String)] {
    var fields = [(name: "period", value: period.rawValue)]
    if let app { fields.append(("app", app)) }
    if let model { fields.append(("model", model)) }
    if let policy { fields.append(("policy", policy)) }
    return fields
  }

  var link: Link { Link(query: fields) }

  func with(_ change: (inout OverviewQuery) -> Void) -> OverviewQuery {
    var query = self
    change(&query)
    return query
  }
}
