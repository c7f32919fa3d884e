private import Crypto

/// Takes a text piece by piece, as it streams, and keeps what a record may hold of it: never more than the limit.
///
/// The result does not depend on how the text was split.
package struct ContentCapture: Sendable {
  private let mode: ContentMode
  private let byteLimit: Int
  private var kept = ""
  private var isCut = false
  private var hash: SHA256?
  private var byteCount = 0

  /// - Parameter byteLimit: most UTF-8 bytes kept in mode `full`.
  package init(mode: ContentMode, byteLimit: Int = RecordedContent.defaultByteLimit) {
    self.mode = mode
    self.byteLimit = max(byteLimit, 0)
    hash = mode == .hashed ? SHA256() : nil
  }

  package mutating func append(_ text: String) {
    byteCount += text.utf8.count
    switch mode {
    case .none: break
    case .hashed: updateHash(text)
    case .full:
      guard !isCut else { return }
      let room = byteLimit - kept.utf8.count
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
    case .hashed: RecordedContent(text: hash.map { Self.hexadecimal($0.finalize()) }, byteCount: byteCount)
    }
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
