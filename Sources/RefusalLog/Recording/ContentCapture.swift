private import Crypto
import Taxonomy

/// Takes a text piece by piece, as it streams, and keeps what a record may hold of it: never more than the limit.
///
/// The result does not depend on how the text was split.
package struct ContentCapture: Sendable {
  /// Bytes taken beyond the limit in mode `redacted`, for redaction alone: what the cut went through is not recognised, and
  /// must not be kept.
  private static let redactionMargin = 4_096

  private let mode: ContentMode
  private let byteLimit: Int
  private let redact: ContentRedacting?
  private var kept = ""
  private var isCut = false
  private var hash: SHA256?
  private var byteCount = 0

  /// - Parameters:
  ///   - byteLimit: most UTF-8 bytes kept in modes `full` and `redacted`.
  ///   - redact: finds what is replaced in mode `redacted`; without it that mode keeps no text.
  package init(
    mode: ContentMode, byteLimit: Int = RecordedContent.defaultByteLimit, redact: ContentRedacting? = nil
  ) {
    self.mode = mode
    self.byteLimit = max(byteLimit, 0)
    self.redact = redact
    hash = mode == .hashed ? SHA256() : nil
  }

  package mutating func append(_ text: String) {
    byteCount += text.utf8.count
    switch mode {
    case .none: break
    case .hashed: updateHash(text)
    case .redacted where redact == nil: break
    case .full, .redacted:
      guard !isCut else { return }
      let room = (mode == .full ? byteLimit : byteLimit + Self.redactionMargin) - kept.utf8.count
      isCut = text.utf8.count > room
      kept += isCut ? text.recordable(bytes: room) : text
    }
  }

  /// What the record holds of all that was appended; `RecordedContent.absent` when nothing was.
  package var content: RecordedContent {
    guard byteCount > 0 else { return .absent }
    return switch mode {
    case .none: RecordedContent(text: nil, byteCount: byteCount)
    case .full: RecordedContent(text: kept.recordable(bytes: byteLimit), byteCount: byteCount)
    case .redacted: RecordedContent(text: redacted, byteCount: byteCount)
    case .hashed: RecordedContent(text: hash.map { Self.hexadecimal($0.finalize()) }, byteCount: byteCount)
    }
  }

  /// The same without any text.
  package var length: RecordedContent {
    byteCount > 0 ? RecordedContent(text: nil, byteCount: byteCount) : .absent
  }

  private var redacted: String? {
    guard let redact else { return nil }
    let (found, openFrom) = redact(kept, !isCut)
    guard isCut else { return TextRedaction.applied(found, to: kept).recordable(bytes: byteLimit) }
    // What may go on for longer than the margin is replaced as far as it was seen.
    let end = min(byteLimit, max(openFrom, byteLimit - Self.redactionMargin), kept.utf8.count)
    let beginning = kept.prefix(bytes: end)
    let length = beginning.utf8.count
    // What begins before the end goes as a whole, wherever it ends.
    let within = found.filter { $0.range.lowerBound < length }.map {
      TextRedaction(range: $0.range.clamped(to: 0..<length), label: $0.label)
    }
    return TextRedaction.applied(within, to: beginning).recordable(bytes: byteLimit)
  }

  private mutating func updateHash(_ text: String) {
    var text = text
    text.withUTF8 { bytes in unsafe hash?.update(bufferPointer: UnsafeRawBufferPointer(bytes)) }
  }

  private static func hexadecimal(_ digest: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
