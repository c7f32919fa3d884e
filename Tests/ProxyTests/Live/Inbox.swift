import NIOCore
import Synchronization

/// What a client received and a test has not read yet. One test reads at a time.
final class Inbox: Sendable {
  /// The connection ended before what was asked for had come.
  struct Ended: Error, CustomStringConvertible {
    /// The bytes that had come.
    var rest: String
    var description: String { "the connection ended after `\(rest.prefix(2000))`" }
  }

  private struct State {
    var bytes = ByteBuffer()
    var hasEnded = false
    /// How far the search for a mark has come.
    var searched = 0
  }

  private let state = Mutex(State())
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

  func add(_ bytes: ByteBuffer) {
    state.withLock { _ = $0.bytes.writeImmutableBuffer(bytes) }
    continuation.yield()
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    continuation.yield()
  }

  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  func take(count: Int) async throws -> ByteBuffer {
    try await take { state in
      guard let slice = state.bytes.readSlice(length: count) else { return nil }
      state.searched = 0
      return slice
    }
  }

  func take(until mark: [UInt8]) async throws -> ByteBuffer {
    try await take { state in
      let view = state.bytes.readableBytesView.dropFirst(state.searched)
      guard let found = view.firstRange(of: mark) else {
        state.searched = max(0, state.bytes.readableBytes - mark.count)
        return nil
      }
      state.searched = 0
      return state.bytes.readSlice(length: found.upperBound - state.bytes.readerIndex)
    }
  }

  func takeAllAtEnd() async throws -> ByteBuffer {
    try await take { state in
      guard state.hasEnded else { return nil }
      defer { state.bytes = ByteBuffer() }
      return state.bytes
    }
  }

  private func take(_ attempt: (inout sending State) -> ByteBuffer?) async throws -> ByteBuffer {
    while true {
      let (taken, rest) = state.withLock { state -> (ByteBuffer?, String?) in
        if let taken = attempt(&state) { return (taken, nil) }
        return (nil, state.hasEnded ? String(buffer: state.bytes) : nil)
      }
      if let taken { return taken }
      if let rest { throw Ended(rest: rest) }
      // Ends with the next bytes, or when the test's time limit cancels it.
      for await _ in stream { break }
      try Task.checkCancellation()
    }
  }
}
