package import Taxonomy

/// Why a request cannot be changed as a policy asks, so that it must not be forwarded.
package enum RequestChangeFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is to be taken out stands in none of the request's strings: it lies between two that are judged as one text,
  /// or is all quotes, colons, commas and brackets of a tool call's arguments.
  case unreachable(TextPlace)
  /// The request has neither messages nor text that a system message could come before, but token numbers.
  case noPlaceForSystemMessage
  /// There is no such text, or none of it at that range.
  case noSuchText(index: Int)
  /// What came of the change is no request that could be judged: two keys have become one.
  case unacceptable(ModelRequestFault)
  /// The changed body is longer than this many bytes.
  case tooLarge(limit: Int)

  package var description: String {
    switch self {
    case .unreachable(let place): "what is to be redacted in `\(place)` stands in no single string"
    case .noPlaceForSystemMessage: "there is no place for the policy's system message in a prompt without text"
    case .noSuchText(let index): "a redaction of text \(index) is outside of the request's texts"
    case .unacceptable(let fault): "the changed request is not acceptable: \(fault)"
    case .tooLarge(let limit): "the changed request is larger than \(limit) bytes"
    }
  }
}
