import Classifiers
import Foundation

/// The shipped weights file as bytes, to be damaged by tests.
struct WeightsFile {
  /// Where the part begins that the checksum covers.
  static let bodyStart = 44

  var bytes: [UInt8]

  init() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    bytes = Array(try Data(contentsOf: root.appending(path: "Sources/CModelWeights/weights/ngram.bin")))
  }

  /// Where the heads begin: after the featuriser's sizes and the folding.
  var headsStart: Int { Self.bodyStart + 24 + 8 * Int(word(at: Self.bodyStart + 20)) }

  func word(at offset: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) } }

  mutating func set(_ word: UInt32, at offset: Int) {
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * index)) }
  }

  /// Makes the checksum right again, as an attacker would.
  mutating func sign() {
    bytes.replaceSubrange(12..<Self.bodyStart, with: SHA256Digest.of(bytes[Self.bodyStart...]))
  }
}
