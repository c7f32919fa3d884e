/// Whether the model server can be reached, as the operators are told.
package enum UpstreamHealth: Sendable, Equatable {
  case reachable
  /// With the cause, which names no credential.
  case unreachable(reason: String)
}
