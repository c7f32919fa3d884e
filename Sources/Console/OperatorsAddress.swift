/// Where the operators' port listens.
package enum OperatorsAddress: Sendable, Equatable {
  /// Port 0 lets the system choose.
  case network(host: String, port: Int)
  case unixSocket(path: String)
}
