/// Where a socket listens or is reached.
package enum SocketLocation: Sendable, Hashable, CustomStringConvertible {
  /// A host name or address, and a port in 0...65535; port 0 lets the system choose when listening.
  case network(host: String, port: Int)
  /// The path of a Unix domain socket.
  case unixSocket(path: String)

  /// Whether only this machine can reach it: a Unix socket or a loopback address.
  package var isLocal: Bool {
    switch self {
    case .unixSocket: true
    case .network(let host, _):
      host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }
  }

  package var description: String {
    switch self {
    case .network(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unixSocket(let path): "unix:\(path)"
    }
  }

  /// Reads `HOST:PORT`, `[IPv6]:PORT`, `:PORT` (loopback) or `unix:PATH`.
  package static func parse(_ text: String) throws(ConfigurationFault) -> SocketLocation {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      // sockaddr_un holds 108 bytes with the closing NUL.
      guard !path.isEmpty, path.utf8.count < 104 else {
        throw ConfigurationFault(value: text, problem: "the path of a Unix socket has 1 to 103 bytes")
      }
      return .unixSocket(path: path)
    }
    guard let colon = text.lastIndex(of: ":"), let port = port(text[text.index(after: colon)...])
    else { throw ConfigurationFault(value: text, problem: "expected HOST:PORT or unix:PATH") }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      throw ConfigurationFault(value: text, problem: "an IPv6 address stands in brackets, as in [::1]:8080")
    }
    // Names, IPv4 and IPv6 addresses, and the zone behind one.
    guard host.utf8.allSatisfy({ isHostByte($0) }) else {
      throw ConfigurationFault(value: text, problem: "a host has letters, digits, and the characters .-_:% only")
    }
    return .network(host: host.isEmpty ? "127.0.0.1" : host, port: port)
  }

  /// `Int` would take a sign as well.
  private static func port(_ text: Substring) -> Int? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text).flatMap { $0 <= 65535 ? $0 : nil }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: ":"), UInt8(ascii: "%"):
      true
    default: false
    }
  }
}
