import Synchronization

/// How many streams are being written now, and how many chunks were written so far, over all event loops.
final class OpenStreams: Sendable {
  private let gauge = Atomic<Int>(0)
  private let chunks = Atomic<Int>(0)

  var count: Int { gauge.load(ordering: .relaxed) }

  var chunksWritten: Int { chunks.load(ordering: .relaxed) }

  func opened() { gauge.add(1, ordering: .relaxed) }

  func closed() { gauge.subtract(1, ordering: .relaxed) }

  func wroteChunk() { chunks.add(1, ordering: .relaxed) }
}
