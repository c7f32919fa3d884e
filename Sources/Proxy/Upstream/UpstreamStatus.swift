/// Whether upstream answers.
package enum UpstreamStatus: Sendable, Equatable {
  case reachable
  case unreachable(reason: String)
}
