/// Which requests a route takes, for comparing routes: made once a route, since each is compared with all others.
struct RouteReach {
  /// What is asked of each thing that a route can look at.
  let demands: [String: [NamePattern]]
  /// How narrow the route is: things that are looked at, those among them without a `*`, and letters before a `*`.
  let specificity: (Int, Int, Int)

  private static let app = "app"
  private static let endpoint = "endpoint"

  init(_ route: Route) {
    var demands: [String: [NamePattern]] = [:]
    if let apps = route.apps { demands[Self.app] = apps }
    if let keyIDs = route.keyIDs { demands["key"] = keyIDs }
    if let models = route.models { demands["model"] = models }
    if let endpoints = route.endpoints { demands[Self.endpoint] = endpoints.map(NamePattern.init) }
    for (name, values) in route.headers { demands["header \(name)"] = values }
    self.init(demands)
  }

  private init(_ demands: [String: [NamePattern]]) {
    self.demands = demands
    let exact = demands.values.filter { patterns in patterns.allSatisfy { !$0.isPrefix } }
    let letters = demands.values.compactMap { patterns in patterns.filter(\.isPrefix).map(\.start.utf8.count).min() }
    specificity = (demands.count, exact.count, letters.reduce(0, +))
  }

  /// The requests that both take; nil where there are none.
  func intersection(_ other: RouteReach) -> RouteReach? {
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
    return RouteReach(both)
  }

  /// Whether it takes every request that the other takes. False proves nothing where several patterns together would.
  func covers(_ other: RouteReach) -> Bool {
    demands.allSatisfy { thing, patterns in
      if isAnything(thing, patterns) { return true }
      guard let asked = other.demands[thing] else { return false }
      return asked.allSatisfy { pattern in patterns.contains { pattern.isWithin($0) } }
    }
  }

  /// Whether every request meets the demand: each has an app and an endpoint; a model, a key and a header may be missing.
  private func isAnything(_ thing: String, _ patterns: [NamePattern]) -> Bool {
    switch thing {
    case Self.app: patterns.contains { $0.isPrefix && $0.start.isEmpty }
    case Self.endpoint: RouteFacts.endpoints.allSatisfy { word in patterns.contains { $0.matches(word) } }
    default: false
    }
  }
}
