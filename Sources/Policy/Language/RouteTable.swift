/// The routes of a folder: which policy decides about a request.
struct RouteTable: Sendable, Equatable {
  /// The policy for requests that no route matches; nil where the proxy's setting says.
  var defaultPolicy: String?
  /// The most specific first.
  var routes: [Route] = []

  /// The policy for a request; nil where none is named.
  func policy(for facts: RouteFacts) -> String? {
    routes.first { $0.matches(facts) }?.policy ?? defaultPolicy
  }
}
