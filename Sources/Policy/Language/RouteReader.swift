import Taxonomy

/// Reads `routes.yaml`: which policy decides about which requests.
struct RouteReader {
  /// The file's name in the folder.
  static let file = ["routes.yaml", "routes.yml"]
  static let keys = ["default", "routes"]
  static let routeKeys = ["policy"] + Route.Key.allCases.map(\.rawValue)
  private static let limit = 1000
  private static let headerLimit = 20

  /// Names of the folder's policies.
  let policies: [String]
  let context: ReadingContext
  private var faults: FaultCollector { context.faults }
  private var values: ValueReader { ValueReader(faults: faults) }

  func table(_ root: SourceNode) -> RouteTable? {
    guard let mapping = MappingReader(root, what: "the routes", keys: Self.keys, faults: faults) else { return nil }
    var table = RouteTable()
    table.defaultPolicy = mapping["default"].flatMap { policy($0, "default") }
    if let node = mapping["routes"], let nodes = values.list(node, "routes", limit: Self.limit) {
      table.routes = nodes.compactMap(route)
    }
    let ordered = ordered(table.routes)
    noteTies(ordered)
    table.routes = ordered.map(\.route)
    return table
  }

  private func policy(_ node: SourceNode, _ what: String) -> String? {
    guard let name = values.identifier(node, what) else { return nil }
    if policies.contains(name) { return name }
    faults.addUnknown(node.mark, "unknown policy \(name.quoted)\(NearestWord.hint(for: name, among: policies))")
    return nil
  }

  private func route(_ node: SourceNode) -> Route? {
    guard let mapping = MappingReader(node, what: "route", keys: Self.routeKeys, faults: faults) else { return nil }
    let before = faults.faults.count
    let name = mapping.required("policy").flatMap { policy($0, "policy") }
    var route = Route(policy: name ?? "", mark: mapping.mark)
    let reader = ConditionReader(stage: .prompt, context: context, phraseLists: [:])
    route.apps = mapping["app"].flatMap { reader.names($0, "app") }
    route.keyIDs = mapping["key"].flatMap { reader.names($0, "key") }
    route.models = mapping["model"].flatMap { reader.names($0, "model") }
    route.endpoints = mapping["endpoint"].flatMap { node in
      values.texts(node, "endpoint", limit: 20) { text, mark in
        if RouteFacts.endpoints.contains(text) { return true }
        faults.add(mark, "unknown endpoint \(text.quoted)\(NearestWord.hint(for: text, among: RouteFacts.endpoints))")
        return false
      }
    }
    if let node = mapping["header"] { readHeaders(node, reader, into: &route) }
    if Route.Key.allCases.allSatisfy({ mapping[$0.rawValue] == nil }) {
      faults.add(mapping.mark, "a route names at least one of `app`, `key`, `model`, `endpoint` and `header`")
    }
    return faults.faults.count == before ? route : nil
  }

  private func readHeaders(_ node: SourceNode, _ reader: ConditionReader, into route: inout Route) {
    guard let entries = values.entries(node, "header", limit: Self.headerLimit) else { return }
    if entries.isEmpty { faults.add(node.mark, "`header` must name a header") }
    for entry in entries {
      let isName = entry.key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      if !isName || entry.key.isEmpty {
        faults.add(entry.keyMark, "the header \(entry.key.quoted) must be lower-case letters, digits and `-`")
      } else if let values = reader.names(entry.value, entry.key) {
        route.headers[entry.key] = values
      }
    }
  }

  private typealias Reaching = (route: Route, reach: RouteReach)

  /// The most specific first; equally specific ones as in the file.
  private func ordered(_ routes: [Route]) -> [Reaching] {
    routes.map { ($0, RouteReach($0)) }.enumerated().sorted {
      let (left, right) = ($0.element.1.specificity, $1.element.1.specificity)
      return left != right ? left > right : $0.offset < $1.offset
    }.map(\.element)
  }

  /// Two routes that are equally specific and match the same request are a fault, unless a more specific one takes all
  /// that both match; so is a route whose requests others take.
  private func noteTies(_ routes: [Reaching]) {
    for (index, (route, reach)) in routes.enumerated() where !faults.isFull {
      let taker = routes[..<index].first { other in
        let isFirst = other.reach.specificity > reach.specificity || other.route.policy == route.policy
        return isFirst && other.reach.covers(reach)
      }
      if let taker {
        let isEqual = taker.reach.specificity == reach.specificity
        faults.add(
          route.mark,
          "this route never matches: the \(isEqual ? "one" : "more specific one") in line \(taker.route.mark.line) takes "
            + "all its requests")
        continue
      }
      for other in routes[..<index]
      where other.reach.specificity == reach.specificity && other.route.policy != route.policy && !faults.isFull {
        guard let shared = reach.intersection(other.reach) else { continue }
        let isSettled = routes[..<index].contains {
          $0.reach.specificity > reach.specificity && $0.reach.covers(shared)
        }
        if isSettled { continue }
        let (first, second) = other.route.mark.line <= route.mark.line ? (other.route, route) : (route, other.route)
        faults.add(
          second.mark,
          "this route and the one in line \(first.mark.line) are equally specific and match the same requests; "
            + "name more in one of them")
      }
    }
  }
}
