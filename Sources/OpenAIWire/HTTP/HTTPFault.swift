/// Why bytes are not an acceptable HTTP/1.1 message. After any of these the connection cannot be used further.
package enum HTTPFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The head has more bytes than the limit.
  case headTooLarge(limit: Int)
  /// The body has, or says that it has, more bytes than the limit.
  case bodyTooLarge(limit: Int)
  /// Neither HTTP/1.1 nor HTTP/1.0.
  case unsupportedVersion
  /// Against RFC 9112 or stricter than it; the text says what.
  case malformed(StaticText)
  /// The connection ended inside a message.
  case truncated

  /// A literal, comparable: reasons never hold a peer's bytes.
  package struct StaticText: Sendable, Equatable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String
    package init(stringLiteral value: String) { description = value }
  }

  package var description: String {
    switch self {
    case .headTooLarge(let limit): "the head is larger than \(limit) bytes"
    case .bodyTooLarge(let limit): "the body is larger than \(limit) bytes"
    case .unsupportedVersion: "only HTTP/1.1 and HTTP/1.0 are spoken here"
    case .malformed(let what): "malformed HTTP: \(what)"
    case .truncated: "the connection ended inside a message"
    }
  }
}
