/// Why an answer of upstream's cannot be moderated, and so is not released.
package enum ModerationFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// Not what a chat completion or its events look like; the reason names the fault and its place, never the text.
  case unreadable(reason: String)
  /// More than the limit is held for judging.
  case tooLarge(limit: Int)
  /// More choices or text fields than any request can ask for.
  case tooManyStrands

  package var description: String {
    switch self {
    case .unreadable(let reason): "the model server's answer cannot be read: \(reason)"
    case .tooLarge(let limit): "the model server's answer is larger than \(limit) bytes"
    case .tooManyStrands: "the model server's answer has too many parts"
    }
  }
}
