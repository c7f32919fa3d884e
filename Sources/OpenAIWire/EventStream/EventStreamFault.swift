/// Why a stream of events cannot be read on.
package enum EventStreamFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// An event, or what comes before it, is longer than the limit in bytes.
  case eventTooLarge(limit: Int)

  package var description: String {
    switch self {
    case .eventTooLarge(let limit): "an event of more than \(limit) bytes"
    }
  }
}
