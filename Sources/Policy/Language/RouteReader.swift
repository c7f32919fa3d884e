import Taxonomy

/// Reads `routes.yaml`: which policy decides about which requests.
struct RouteReader {
  /// The file's name in the folder.
  static let file = ["routes.yaml", "routes.yml"]
  static let keys = ["default", "routes"]
  static let routeKeys = ["policy"] + Route.Key.allCases.map(\.rawValue)
  /// Words for the endpoints that are judged.
  static let endpoints = ["chat_completions"]
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
    table.routes = ordered(table.routes)
    noteTies(table.routes)
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
        if Self.endpoints.contains(text) { return true }
        faults.add(mark, "unknown endpoint \(text.quoted)\(NearestWord.hint(for: text, among: Self.endpoints))")
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

  /// The most specific first; equally specific ones as in the file.
  private func ordered(_ routes: [Route]) -> [Route] {
    routes.enumerated().sorted {
      $0.element.specificity != $1.element.specificity
        ? $0.element.specificity > $1.element.specificity : $0.offset < $1.offset
    }.map(\.element)
  }

  /// Two routes that are equally specific and match the same request are a fault, unless a more specific one takes all
  /// that both match; so is a route whose requests more specific ones take.
  private func noteTies(_ routes: [Route]) {
    for (index, route) in routes.enumerated() where !faults.isFull {
      if let taker = routes[..<index].first(where: { $0.specificity > route.specificity && $0.covers(route.requests) }) {
        faults.add(
          route.mark, "this route never matches: the more specific one in line \(taker.mark.line) takes all its requests")
        continue
      }
      for other in routes[..<index] where other.specificity == route.specificity && other.policy != route.policy {
        guard let shared = route.intersection(other) else { continue }
        let isSettled = routes.contains { $0.specificity > route.specificity && $0.covers(shared) }
        if isSettled { continue }
        let (first, second) = other.mark.line <= route.mark.line ? (other, route) : (route, other)
        faults.add(
          second.mark,
          "this route and the one in line \(first.mark.line) are equally specific and match the same requests; "
            + "name more in one of them")
      }
    }
  }
}
