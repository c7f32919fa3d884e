/// The model server that the proxy stands before.
package struct UpstreamAddress: Sendable, Hashable, CustomStringConvertible {
  package var location: SocketLocation
  /// Whether to speak TLS to it.
  package var usesTLS: Bool
  /// The value of the `host` header, and the name that its certificate is checked against (without the port).
  package var authority: String
  /// Put before every forwarded path; empty, or with a leading and without a closing slash. `/v1` at its end is dropped,
  /// since clients' paths carry it.
  package var basePath: String

  /// Reads `http://HOST[:PORT][/BASE]`, `https://…`, or `unix:PATH`.
  package static func parse(_ text: String) throws(ConfigurationFault) -> UpstreamAddress {
    if text.hasPrefix("unix:") {
      let location = try SocketLocation.parse(text)
      return UpstreamAddress(location: location, usesTLS: false, authority: "localhost", basePath: "")
    }
    let usesTLS = text.hasPrefix("https://")
    guard usesTLS || text.hasPrefix("http://") else {
      throw ConfigurationFault(value: text, problem: "expected http://HOST:PORT, https://HOST:PORT or unix:PATH")
    }
    let rest = text.dropFirst(usesTLS ? 8 : 7)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = String(rest[..<slash])
    var basePath = String(rest[slash...])
    while basePath.hasSuffix("/") { basePath.removeLast() }
    if basePath.hasSuffix("/v1") { basePath.removeLast(3) }
    let allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/"
    guard !authority.isEmpty, !authority.contains("@"), basePath.allSatisfy({ allowed.contains($0) }) else {
      throw ConfigurationFault(
        value: text, problem: "expected a host and a plain path, without credentials, query or fragment")
    }
    let hasPort =
      authority.hasPrefix("[") ? authority.contains("]:") : authority.contains(":")
    let location = try SocketLocation.parse(hasPort ? authority : "\(authority):\(usesTLS ? 443 : 80)")
    guard case .network(_, let port) = location, port > 0, !authority.hasPrefix(":") else {
      throw ConfigurationFault(value: text, problem: "expected a host and a port in 1...65535")
    }
    return UpstreamAddress(location: location, usesTLS: usesTLS, authority: authority, basePath: basePath)
  }

  package var description: String {
    switch location {
    case .unixSocket: location.description
    case .network: "\(usesTLS ? "https" : "http")://\(authority)\(basePath)"
    }
  }
}
