import Hummingbird

/// Whether a form is the visitor's own: sent by a page of this server, with the session's secret in it.
enum FormCheck {
  /// The field that carries the secret.
  static let field = "form-token"
  /// The header that carries it where a script sends the form.
  static let header: StaticString = "x-form-token"

  /// Whether the browser says that a page of another site sent this. One that says nothing is judged by the secret.
  static func isForeign(_ request: Request) -> Bool {
    if let site = request.headers[named: "sec-fetch-site"], site != "same-origin", site != "none" {
      return true
    }
    guard let origin = request.headers[.origin] else { return false }
    guard let scheme = origin.firstRange(of: "://"), let host = request.head.authority else { return true }
    return origin[scheme.upperBound...].lowercased() != host.lowercased()
  }
}
