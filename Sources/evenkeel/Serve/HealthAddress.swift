package import Proxy

/// Where a process on this machine finds the operators' port.
package enum HealthAddress {
  /// The address of `/healthz`; nil for a Unix socket and for a port that the system chose.
  package static func url(of location: SocketLocation) -> String? {
    guard case .network(var host, let port) = location, port != 0 else { return nil }
    // All addresses of the machine are listened on, and none of these can be connected to everywhere.
    if host == "0.0.0.0" { host = "127.0.0.1" }
    if host == "::" { host = "::1" }
    return "http://\(SocketLocation.network(host: host, port: port))/healthz"
  }
}
