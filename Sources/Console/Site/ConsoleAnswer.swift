package import Hummingbird

/// What a route of the console answers.
package enum ConsoleAnswer: Sendable {
  /// A whole page.
  case page(Page, status: HTTPResponse.Status = .ok)
  /// Go and get another page: 303, so that a form is not sent again.
  case redirect(Link)
  /// A piece of a page for a script that asked for it.
  case fragment(HTML, status: HTTPResponse.Status = .ok)
  /// One JSON object for a script that asked for it, already written.
  case json(String, status: HTTPResponse.Status = .ok)
}
