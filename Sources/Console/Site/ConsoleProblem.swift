package import Hummingbird

/// Why a page cannot be shown. It becomes a page of its own, in one place.
package struct ConsoleProblem: Error, Sendable {
  package var status: HTTPResponse.Status
  /// In a few words: `No such record`.
  package var title: String
  /// One or two sentences for the person who sees it.
  package var detail: String

  package init(_ status: HTTPResponse.Status, _ title: String, _ detail: String) {
    self.status = status
    self.title = title
    self.detail = detail
  }
}
