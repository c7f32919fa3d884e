extension PolicySnapshot {
  /// Why a request gets its policy, in the words of the routes file; nil where no route matches and no default is named.
  package func reason(for facts: RouteFacts) -> String? {
    guard let route = routes.routes.first(where: { $0.matches(facts) }) else {
      return routes.defaultPolicy.map { "the default of the routes is `\($0)`" }
    }
    return "the route in line \(route.mark.line) matches: \(route.words)"
  }

  /// Whether some route looks at headers.
  package var routesByHeaders: Bool { routes.routes.contains { !$0.headers.isEmpty } }
}

extension Route {
  /// The route as a flow mapping.
  var words: String {
    var parts: [String] = []
    func add(_ key: String, _ values: [String]?) {
      guard let values else { return }
      let quoted = values.map(ConditionWords.quoted)
      parts.append("\(key): \(quoted.count == 1 ? quoted[0] : "[\(quoted.joined(separator: ", "))]")")
    }
    add("app", apps?.map(\.description))
    add("key", keyIDs?.map(\.description))
    add("model", models?.map(\.description))
    add("endpoint", endpoints)
    let headers = headers.sorted { $0.key < $1.key }.map { name, values in
      "\(name): [\(values.map { ConditionWords.quoted($0.description) }.joined(separator: ", "))]"
    }
    if !headers.isEmpty { parts.append("header: { \(headers.joined(separator: ", ")) }") }
    return "{ \((parts + ["policy: \(policy)"]).joined(separator: ", ")) }"
  }
}
