/// How much of an answer may leave before it is judged.
///
/// Lengths are Unicode scalars. Every mode judges an answer in the same windows, so that the same text gets the same
/// decision however it is released.
package enum ReleaseMode: Sendable, Equatable {
  /// Text is held until its window is judged: no unjudged character leaves.
  case window(window: Int, context: Int)
  /// At most `trail` unjudged characters run ahead.
  case trail(window: Int, context: Int, trail: Int)
  /// Nothing leaves before the whole answer is judged.
  case whole(window: Int, context: Int)

  /// Characters judged at a time, at least 1.
  package var window: Int {
    switch self {
    case .window(let window, _), .trail(let window, _, _), .whole(let window, _): window
    }
  }

  /// Characters before the window that are judged with it.
  package var context: Int {
    switch self {
    case .window(_, let context), .trail(_, let context, _), .whole(_, let context): context
    }
  }

  /// Most characters that leave before they are judged; 0 but for `trail`.
  package var trail: Int {
    if case .trail(_, _, let trail) = self { trail } else { 0 }
  }
}
