/// Why the operators' port is not served.
package struct OperatorsFailure: Error, Equatable, CustomStringConvertible {
  package var address: OperatorsAddress
  package var reason: String

  package var description: String {
    switch address {
    case .network(let host, let port): "the operators' port \(host):\(port) cannot be served: \(reason)"
    case .unixSocket(let path): "the operators' socket `\(path)` cannot be served: \(reason)"
    }
  }
}
