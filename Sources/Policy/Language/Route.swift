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
}
