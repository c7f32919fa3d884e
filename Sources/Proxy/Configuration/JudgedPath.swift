import OpenAIWire

/// The paths at which requests are judged, and where apps say what they think of it.
package enum JudgedPath {
  /// Takes feedback; the proxy answers it itself.
  package static let feedback = "/v1/feedback"

  /// The word that policies and metrics have for the endpoint at a path; nil where nothing is judged.
  package static func endpoint(at path: String) -> String? {
    Dialect.allCases.first { $0.path.description == path }?.rawValue
  }
}
