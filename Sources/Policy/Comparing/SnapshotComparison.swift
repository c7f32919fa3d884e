import Taxonomy

/// Two folders of policies by what they mean: what they inherit is counted as theirs, and order and spelling only where
/// they matter. Names, descriptions, tests and comments decide nothing and are not compared.
package struct SnapshotComparison: Sendable, Equatable, Encodable {
  /// A policy that both folders have, and that differs.
  package struct ChangedPolicy: Sendable, Equatable, Encodable {
    package var name: String
    package var changes: [PolicyChange]
  }

  /// Revisions of the folders.
  package var before: String
  package var after: String
  /// Names of policies.
  package var added: [String]
  package var removed: [String]
  /// Those that differ, by name.
  package var changed: [ChangedPolicy]
  package var routes: [PolicyChange]

  package init(from old: PolicySnapshot, to new: PolicySnapshot) {
    before = old.revision
    after = new.revision
    added = new.names.filter { old.policy(named: $0) == nil }
    removed = old.names.filter { new.policy(named: $0) == nil }
    changed = old.names.compactMap { name in
      guard let left = old.policy(named: name), let right = new.policy(named: name) else { return nil }
      let changes = PolicyComparison(left, right).changes()
      return changes.isEmpty ? nil : ChangedPolicy(name: name, changes: changes)
    }
    routes = Self.routes(old.routes, new.routes)
  }

  /// Whether the folders mean the same.
  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty && routes.isEmpty }

  /// Routes are told apart by what they match; which policy they name can change.
  private static func routes(_ old: RouteTable, _ new: RouteTable) -> [PolicyChange] {
    var changes: [PolicyChange] = []
    if old.defaultPolicy != new.defaultPolicy {
      changes.append(
        PolicyChange(
          .changed, "default policy", "",
          [PolicyChange.Detail(key: "default", before: old.defaultPolicy, after: new.defaultPolicy)]))
    }
    var left: [String: Route] = [:]
    for route in old.routes { left[route.demandWords] = route }
    var seen = Set<String>()
    for route in new.routes {
      let words = route.demandWords
      guard seen.insert(words).inserted else { continue }
      guard let previous = left[words] else {
        changes.append(
          PolicyChange(
            .added, "route", words, [PolicyChange.Detail(key: "policy", before: nil, after: route.policy)]))
        continue
      }
      guard previous.policy != route.policy else { continue }
      changes.append(
        PolicyChange(
          .changed, "route", words,
          [PolicyChange.Detail(key: "policy", before: previous.policy, after: route.policy)]))
    }
    for route in old.routes where seen.insert(route.demandWords).inserted {
      changes.append(
        PolicyChange(
          .removed, "route", route.demandWords,
          [PolicyChange.Detail(key: "policy", before: route.policy, after: nil)]))
    }
    return changes
  }
}

extension Route {
  /// What it matches, the values sorted, without its policy.
  var demandWords: String {
    var route = self
    route.policy = ""
    route.apps?.sort { $0.description < $1.description }
    route.keyIDs?.sort { $0.description < $1.description }
    route.models?.sort { $0.description < $1.description }
    route.endpoints?.sort()
    for name in route.headers.keys { route.headers[name]?.sort { $0.description < $1.description } }
    return route.words.replacing(", policy:  }", with: " }")
  }
}
