import OpenAIWire

/// The paths at which requests are judged.
package enum JudgedPath {
  /// The word that policies and metrics have for the endpoint at a path; nil where nothing is judged.
  package static func endpoint(at path: String) -> String? {
    Dialect.allCases.first { $0.path.description == path }?.rawValue
  }
}
