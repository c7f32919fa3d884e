import NIOCore
import RefusalLog

/// How far the second try of a suspected false refusal has come.
enum RetryState {
  /// There was none. Becomes `asked`.
  case none
  /// The model is asked once more, and its first answer is held. Becomes `delivered` or `kept`.
  case asked(first: HeldAnswer, since: NIODeadline)
  /// The client gets the second answer. Final.
  case delivered(first: AnswerModerator, since: NIODeadline)
  /// The client gets the first answer after all. `second` has no text; `answer` has it, where one came. Final.
  case kept(second: RetriedAnswer, answer: ContentCapture?)

  /// The word for it in the header `x-evenkeel-retry`; nil without one.
  var word: String? {
    switch self {
    case .none, .asked: nil
    case .delivered: "delivered"
    case .kept: "kept"
    }
  }
}
