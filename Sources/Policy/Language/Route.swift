/// Which policy decides about which requests.
struct Route: Sendable, Equatable {
  /// What a route can look at.
  enum Key: String, CaseIterable {
    case app, key, model, endpoint, header
  }

  var policy: String
  var apps: [NamePattern]?
  /// Public ids of keys.
  var keyIDs: [NamePattern]?
  var models: [NamePattern]?
  var endpoints: [String]?
  /// Values by lower-case header name; each must be met.
  var headers: [String: [NamePattern]] = [:]
  var mark: SourceMark

  /// What is asked of each thing that a route can look at.
  private var demands: [String: [NamePattern]] {
    var demands: [String: [NamePattern]] = [:]
    if let apps { demands["app"] = apps }
    if let keyIDs { demands["key"] = keyIDs }
    if let models { demands["model"] = models }
    if let endpoints { demands["endpoint"] = endpoints.map(NamePattern.init) }
    for (name, values) in headers { demands["header \(name)"] = values }
    return demands
  }

  /// How narrow the route is: things that are looked at, those among them without a `*`, and letters before a `*`.
  var specificity: (Int, Int, Int) {
    let demands = demands
    let exact = demands.values.filter { patterns in patterns.allSatisfy { !$0.isPrefix } }
    let letters = demands.values.compactMap { patterns in patterns.filter(\.isPrefix).map(\.start.utf8.count).min() }
    return (demands.count, exact.count, letters.reduce(0, +))
  }

  func matches(_ facts: RouteFacts) -> Bool {
    if let apps, !apps.contains(where: { $0.matches(facts.app) }) { return false }
    if let keyIDs, !keyIDs.contains(where: { pattern in facts.keyID.map(pattern.matches) ?? false }) { return false }
    if let models, !models.contains(where: { pattern in facts.model.map(pattern.matches) ?? false }) { return false }
    if let endpoints, !endpoints.contains(facts.endpoint) { return false }
    return headers.allSatisfy { name, values in
      guard let value = facts.header(name) else { return false }
      return values.contains { $0.matches(value) }
    }
  }

  /// The requests that both match, as a route; nil where there are none.
  func intersection(_ other: Route) -> [String: [NamePattern]]? {
    var both = demands
    for (thing, patterns) in other.demands {
      guard let own = both[thing] else {
        both[thing] = patterns
        continue
      }
      let shared = own.flatMap { pattern in
        patterns.compactMap { pattern.overlaps($0) ? (pattern.isWithin($0) ? pattern : $0) : nil }
      }
      if shared.isEmpty { return nil }
      both[thing] = shared
    }
    return both
  }

  /// Whether it matches every request of a set.
  func covers(_ requests: [String: [NamePattern]]) -> Bool {
    demands.allSatisfy { thing, patterns in
      guard let asked = requests[thing] else { return false }
      return asked.allSatisfy { pattern in patterns.contains { pattern.isWithin($0) } }
    }
  }

  /// All requests that it matches.
  var requests: [String: [NamePattern]] { demands }
}
