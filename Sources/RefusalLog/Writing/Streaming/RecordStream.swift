private import Dispatch
import Foundation
package import Logging
private import Synchronization

/// Writes lines on a thread of its own, in their order, within a bound of bytes that wait. Who hands lines over waits
/// for them for a short while only, and not at all while the reader is known to be slow.
package final class RecordStream: Sendable {
  package struct Limits: Sendable, Equatable {
    /// Most bytes that wait; what comes at once is taken whole when nothing waits.
    package var bytes = 16 << 20
    /// How long `write` waits for its lines to be written.
    package var patience: Duration = .milliseconds(250)
    /// Pause after a write that failed.
    package var retry: Duration = .seconds(1)
    /// How long the end waits for what is left.
    package var drain: Duration = .seconds(2)

    package init() {}
  }

  private struct Chunk {
    let bytes: [UInt8]
    let lines: Int
    let done = DispatchSemaphore(value: 0)
  }

  private struct State {
    var chunks: [Chunk] = []
    var counters = StreamCounters()
    var isWriting = false
    /// True from a wait that was over before the lines were written until nothing waits.
    var isSlow = false
    var isDropping = false
    var isStopped = false
  }

  private let limits: Limits
  private let logger: Logger
  private let state = Mutex(State())
  /// Only the thread writes.
  private let sink: Mutex<any LineSink>
  private let thread = DispatchQueue(label: "evenkeel.refusal-log.stream", qos: .utility)

  package convenience init(_ target: RecordStreamTarget, limits: Limits = Limits(), logger: Logger) {
    switch target {
    case .standardOutput: self.init(descriptor: STDOUT_FILENO, limits: limits, logger: logger)
    case .standardError: self.init(descriptor: STDERR_FILENO, limits: limits, logger: logger)
    case .file(let path, let bytes, let files):
      self.init(sink: RotatingFile(path: path, bytes: bytes, files: files), limits: limits, logger: logger)
    }
  }

  /// To a descriptor that stays the caller's.
  package convenience init(descriptor: Int32, limits: Limits, logger: Logger) {
    self.init(sink: DescriptorSink(descriptor: descriptor), limits: limits, logger: logger)
  }

  private init(sink: sending any LineSink, limits: Limits, logger: Logger) {
    self.sink = Mutex(sink)
    self.limits = limits
    self.logger = logger
  }

  package var counters: StreamCounters { state.withLock { $0.counters } }

  /// Hands lines over, each with its line feed. Waits for at most `patience`; drops them when there is no room.
  package func write(_ lines: [UInt8], count: Int) {
    let chunk = Chunk(bytes: lines, lines: count)
    let (isTaken, waits) = state.withLock { state in accept(chunk, &state) }
    guard isTaken, waits else { return }
    if chunk.done.wait(timeout: .now() + .nanoseconds(limits.patience.wholeNanoseconds)) == .timedOut {
      state.withLock { state in state.isSlow = !state.chunks.isEmpty }
    }
  }

  /// Waits a while for what is left, and drops the rest.
  package func stop() {
    let last = state.withLock { state in
      state.isStopped = true
      return state.chunks.last
    }
    guard let last else { return }
    _ = last.done.wait(timeout: .now() + .nanoseconds(limits.drain.wholeNanoseconds))
    let lost = state.withLock { state in
      let lost = state.counters.waiting
      state.counters.dropped += lost
      state.counters.waiting = 0
      state.counters.waitingBytes = 0
      state.chunks = []
      return lost
    }
    if lost > 0 { log(.error, "record stream not written in time at shutdown", ["lines": "\(lost)"]) }
  }

  private func accept(_ chunk: Chunk, _ state: inout State) -> (isTaken: Bool, waits: Bool) {
    let isTooMuch = state.counters.waiting > 0 && state.counters.waitingBytes + chunk.bytes.count > limits.bytes
    guard !isTooMuch, !state.isStopped else {
      state.counters.dropped += chunk.lines
      state.counters.isHealthy = false
      if !state.isDropping { log(.error, "record stream is not read, dropping lines", [:]) }
      state.isDropping = true
      return (false, false)
    }
    state.chunks.append(chunk)
    state.counters.waiting += chunk.lines
    state.counters.waitingBytes += chunk.bytes.count
    if !state.isWriting {
      state.isWriting = true
      thread.async { [self] in drain() }
    }
    return (true, !state.isSlow)
  }

  // MARK: On the thread

  private func drain() {
    while let chunk = state.withLock({ next(&$0) }) {
      do throws(FileFault) {
        try sink.withLock { sink throws(FileFault) in try sink.write(chunk.bytes) }
      } catch {
        state.withLock { state in fail("\(error)", &state) }
        thread.asyncAfter(deadline: .now() + .nanoseconds(limits.retry.wholeNanoseconds)) { [weak self] in
          self?.drain()
        }
        return
      }
      state.withLock { state in written(chunk, &state) }
      chunk.done.signal()
    }
  }

  private func next(_ state: inout State) -> Chunk? {
    if state.chunks.isEmpty { state.isWriting = false }
    return state.chunks.first
  }

  private func fail(_ reason: String, _ state: inout State) {
    state.counters.failures += 1
    if state.counters.isHealthy || state.counters.lastError != reason {
      log(.error, "record stream cannot be written, will retry", ["error": "\(reason)"])
    }
    state.counters.isHealthy = false
    state.counters.lastError = reason
    state.isSlow = true
  }

  private func written(_ chunk: Chunk, _ state: inout State) {
    state.counters.lines += chunk.lines
    // Stopped meanwhile, what waited was counted as lost already.
    guard !state.chunks.isEmpty else { return }
    state.chunks.removeFirst()
    state.counters.waiting -= chunk.lines
    state.counters.waitingBytes -= chunk.bytes.count
    guard state.chunks.isEmpty else { return }
    state.isSlow = false
    if !state.counters.isHealthy {
      log(.notice, "record stream is written again", ["dropped": "\(state.counters.dropped)"])
    }
    state.counters.isHealthy = true
    state.isDropping = false
  }

  /// Not where it happens: the state is locked there.
  private func log(_ level: Logger.Level, _ message: Logger.Message, _ facts: Logger.Metadata) {
    DispatchQueue.global(qos: .utility).async { [logger] in logger.log(level: level, message, metadata: facts) }
  }
}
