/// The header fields that the proxy itself reads, replaces or drops; `other` is any other field.
package enum HTTPFieldName: UInt8, Sendable, CaseIterable {
  case other
  case te
  case host
  case date
  case cookie
  case expect
  case server
  case upgrade
  case trailer
  case connection
  case keepAlive
  case setCookie
  case contentType
  case authorization
  case contentLength
  case acceptEncoding
  case acceptLanguage
  case contentEncoding
  case proxyConnection
  case transferEncoding
  case proxyAuthenticate
  case proxyAuthorization
  case http2Settings
  case xAPIKey
  case apiKey
  case serverTiming
  case evenkeel

  /// Fields that concern one connection only and are never forwarded (RFC 9110, section 7.6.1; RFC 9112, section 9).
  package var isHopByHop: Bool {
    switch self {
    case .te, .upgrade, .trailer, .connection, .keepAlive, .proxyConnection, .transferEncoding, .http2Settings,
      .proxyAuthenticate, .proxyAuthorization:
      true
    default: false
    }
  }

  /// Fields that carry a client's credentials, which never reach upstream.
  package var isCredential: Bool {
    switch self {
    case .authorization, .cookie, .xAPIKey, .apiKey, .proxyAuthorization: true
    default: false
    }
  }

  /// Which field a name of token bytes is, without regard to case.
  static func match(_ name: Span<UInt8>) -> HTTPFieldName {
    // By length first, so that a name is compared with two or three others at most.
    switch name.count {
    case 2: equals(name, "te") ? .te : .other
    case 4: equals(name, "host") ? .host : equals(name, "date") ? .date : .other
    case 6:
      equals(name, "cookie") ? .cookie : equals(name, "expect") ? .expect : equals(name, "server") ? .server : .other
    case 7:
      equals(name, "upgrade")
        ? .upgrade : equals(name, "trailer") ? .trailer : equals(name, "api-key") ? .apiKey : .other
    case 9: equals(name, "x-api-key") ? .xAPIKey : .other
    case 10:
      equals(name, "connection")
        ? .connection : equals(name, "keep-alive") ? .keepAlive : equals(name, "set-cookie") ? .setCookie : .other
    case 12: equals(name, "content-type") ? .contentType : isEvenkeels(name) ? .evenkeel : .other
    case 13:
      equals(name, "authorization")
        ? .authorization : equals(name, "server-timing") ? .serverTiming : isEvenkeels(name) ? .evenkeel : .other
    case 14:
      equals(name, "content-length")
        ? .contentLength : equals(name, "http2-settings") ? .http2Settings : isEvenkeels(name) ? .evenkeel : .other
    case 15:
      equals(name, "accept-encoding")
        ? .acceptEncoding : equals(name, "accept-language") ? .acceptLanguage : isEvenkeels(name) ? .evenkeel : .other
    case 16:
      equals(name, "content-encoding")
        ? .contentEncoding
        : equals(name, "proxy-connection") ? .proxyConnection : isEvenkeels(name) ? .evenkeel : .other
    case 17: equals(name, "transfer-encoding") ? .transferEncoding : isEvenkeels(name) ? .evenkeel : .other
    case 18: equals(name, "proxy-authenticate") ? .proxyAuthenticate : isEvenkeels(name) ? .evenkeel : .other
    case 19: equals(name, "proxy-authorization") ? .proxyAuthorization : isEvenkeels(name) ? .evenkeel : .other
    default: isEvenkeels(name) ? .evenkeel : .other
    }
  }

  /// Or-ing 0x20 folds letters and maps no other token byte onto a letter, a digit or `-`.
  static func equals(_ name: Span<UInt8>, _ text: StaticString) -> Bool {
    name.count == text.utf8CodeUnitCount && startsWith(name, text)
  }

  private static func isEvenkeels(_ name: Span<UInt8>) -> Bool {
    name.count > 11 && startsWith(name, "x-evenkeel-")
  }

  private static func startsWith(_ name: Span<UInt8>, _ text: StaticString) -> Bool {
    for index in 0..<text.utf8CodeUnitCount where unsafe name[index] | 0x20 != text.utf8Start[index] {
      return false
    }
    return true
  }
}
