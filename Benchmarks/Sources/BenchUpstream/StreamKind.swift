import NIOCore
import Synchronization

/// Which stream is sent to who asks for one from now on. It is set over HTTP, so that servers are checked with short
/// streams, written at once, before they are measured with long ones, written as a model does.
final class StreamKind: Sendable {
  /// Milliseconds between two chunks of a long stream; below 0 for the short one.
  private let pauseMilliseconds = Atomic<Int>(-1)

  /// Whether streams are the long one.
  var isLong: Bool { pauseMilliseconds.load(ordering: .relaxed) >= 0 }

  /// Time between two chunks; nil writes the next chunk as the event loop's next task.
  var pause: TimeAmount? {
    let milliseconds = pauseMilliseconds.load(ordering: .relaxed)
    return milliseconds > 0 ? .milliseconds(Int64(milliseconds)) : nil
  }

  /// Long streams from now on; 0 writes them at once.
  func becomeLong(pauseMilliseconds milliseconds: Int) {
    pauseMilliseconds.store(milliseconds, ordering: .relaxed)
  }
}
