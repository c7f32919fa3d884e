/// Sums for `RefusalStats`, by every dimension at once.
struct StatsSums {
  private var verdicts: [String: Int] = [:]
  private var labels: [String: [String: Int]] = [:]
  private var requests = RefusalStats.Requests()
  private var policies: [String: RefusalStats.Group] = [:]
  private var models: [String: RefusalStats.Group] = [:]
  private var apps: [String: RefusalStats.Group] = [:]
  private var categories: [String: RefusalStats.Category] = [:]
  private var days: [Int: RefusalStats.Day] = [:]

  /// - Parameter label: of the standing reviews; empty for records without one.
  mutating func addRecords(
    app: String, model: String, policy: String, verdict: String, label: String, records: Int
  ) {
    verdicts[verdict, default: 0] += records
    if !label.isEmpty { labels[verdict, default: [:]][label, default: 0] += records }
    for (group, name) in [(\Self.apps, app), (\Self.models, model), (\Self.policies, policy)] {
      self[keyPath: group][name, default: Self.group(name)].records += records
      self[keyPath: group][name]?.verdicts[verdict, default: 0] += records
      if !label.isEmpty { self[keyPath: group][name]?.labels[label, default: 0] += records }
    }
  }

  mutating func addRecords(day: Int, verdict: String, records: Int) {
    days[day, default: Self.day(day)].verdicts[verdict, default: 0] += records
  }

  mutating func addRecords(category: String, verdict: String, records: Int) {
    categories[category, default: Self.category(category)].records += records
    categories[category]?.verdicts[verdict, default: 0] += records
  }

  mutating func addReviews(category: String, label: String, records: Int) {
    categories[category, default: Self.category(category)].labels[label, default: 0] += records
  }

  mutating func addRequests(
    app: String, model: String, policy: String, outcome: String, isPromptSafe: Bool, requests: Int
  ) {
    self.requests.add(outcome: outcome, isPromptSafe: isPromptSafe, requests: requests)
    for (group, name) in [(\Self.apps, app), (\Self.models, model), (\Self.policies, policy)] {
      self[keyPath: group][name, default: Self.group(name)].requests
        .add(outcome: outcome, isPromptSafe: isPromptSafe, requests: requests)
    }
  }

  mutating func addRequests(day: Int, outcome: String, isPromptSafe: Bool, requests: Int) {
    days[day, default: Self.day(day)].requests.add(outcome: outcome, isPromptSafe: isPromptSafe, requests: requests)
  }

  func stats(since: Int64?, until: Int64?) -> RefusalStats {
    RefusalStats(
      since: since, until: until, records: verdicts.values.reduce(0, +), verdicts: verdicts, labels: labels,
      requests: requests, policies: Self.sorted(policies), models: Self.sorted(models), apps: Self.sorted(apps),
      categories: categories.values.sorted { ($1.records, $0.name) < ($0.records, $1.name) },
      days: days.sorted { $0.key < $1.key }.map(\.value))
  }

  private static func sorted(_ groups: [String: RefusalStats.Group]) -> [RefusalStats.Group] {
    groups.values.sorted { ($1.records, $1.requests.total, $0.name) < ($0.records, $0.requests.total, $1.name) }
  }

  private static func group(_ name: String) -> RefusalStats.Group {
    RefusalStats.Group(name: name, records: 0, requests: .init())
  }

  private static func category(_ name: String) -> RefusalStats.Category {
    RefusalStats.Category(name: name, records: 0, verdicts: [:], labels: [:])
  }

  private static func day(_ day: Int) -> RefusalStats.Day {
    RefusalStats.Day(day: TimeText.day(day), verdicts: [:], requests: .init())
  }
}
