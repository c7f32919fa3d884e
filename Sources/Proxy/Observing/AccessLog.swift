import NIOCore
import NIOPosix
import RefusalLog
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes the one line a request on a thread of its own, so that a slow reader of the log slows no answer.
///
/// Lines that would wait beyond the limit are dropped and counted.
final class AccessLog: Sendable {
  /// Bytes that may wait.
  private static let waitingLimit = 8 * 1024 * 1024

  let isOn: Bool
  private let descriptor: Int32
  private let thread = NIOThreadPool(numberOfThreads: 1)
  private let waiting = Atomic<Int>(0)
  private let dropped = Atomic<Int>(0)

  /// - Parameter descriptor: written to in place of the destination's own.
  init(_ destination: AccessLogDestination, descriptor: Int32? = nil) {
    isOn = destination != .off || descriptor != nil
    self.descriptor = descriptor ?? (destination == .standardError ? STDERR_FILENO : STDOUT_FILENO)
    if isOn { thread.start() }
  }

  /// Bytes of lines that were dropped.
  var droppedBytes: Int { dropped.load(ordering: .relaxed) }

  /// Hands over whole lines.
  func write(_ lines: ByteBuffer) {
    let count = lines.readableBytes
    guard waiting.add(count, ordering: .relaxed).newValue <= Self.waitingLimit else {
      waiting.subtract(count, ordering: .relaxed)
      dropped.add(count, ordering: .relaxed)
      return
    }
    thread.submit { [self] state in
      defer { waiting.subtract(count, ordering: .relaxed) }
      guard case .active = state else { return }
      StandardStreamLines.alone(on: descriptor) { writeAll(lines) }
    }
  }

  /// Writes what waits and stops.
  func shutDown() async {
    guard isOn else { return }
    await withCheckedContinuation { continuation in
      thread.submit { _ in continuation.resume() }
    }
    do { try await thread.shutdownGracefully() } catch { dropped.add(1, ordering: .relaxed) }
  }

  private func writeAll(_ lines: ByteBuffer) {
    var rest = lines
    while rest.readableBytes > 0 {
      let written = unsafe rest.withUnsafeReadableBytes { bytes in
        #if canImport(Darwin)
          unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        dropped.add(rest.readableBytes, ordering: .relaxed)
        return
      }
      rest.moveReaderIndex(forwardBy: written)
    }
  }
}
