/// The n-gram classifier's weights: folding, tables, calibration and thresholds, read from one checked file.
///
/// The layout is given in docs/ngram-features.md; training/ngram_file.py writes it.
struct NgramWeights: Sendable {
  /// A head's bias and calibration.
  struct Head: Sendable {
    var bias: Double
    var calibration: CalibrationMap
  }

  /// The first 12 hexadecimal digits of the file's checksum.
  let revision: String
  let folding: NgramFolding
  let promptHead: Head
  let responseHead: Head
  let refusalHead: Head
  let fullRefusalHead: Head
  let thresholds: ShippedThresholds
  let prompt: NgramTable
  let answer: NgramTable
  let answerPrompt: NgramTable
  let refusal: NgramTable
  let fullRefusal: NgramTable

  static let magic = Array("EVKNGRAM".utf8)
  static let version: UInt32 = 1

  /// Reads a weights file and verifies all of it before anything is used.
  ///
  /// - Throws: `badWeights` for a file that is damaged, of another version, or holds a value that cannot be.
  init(bytes: [UInt8]) throws(ClassifierFailure) {
    var reader = WeightsReader(bytes)
    guard try reader.take(Self.magic.count).elementsEqual(Self.magic) else {
      throw .badWeights(reason: "they do not begin as n-gram weights do")
    }
    let version = try reader.readUInt32()
    guard version == Self.version else {
      throw .badWeights(reason: "they have version \(version), and this build reads version \(Self.version)")
    }
    let claimed = try reader.take(32)
    let actual = SHA256Digest.of(reader.rest)
    guard claimed.elementsEqual(actual) else { throw .badWeights(reason: "their checksum is wrong") }
    revision = Self.hexadecimal(actual.prefix(6))

    try Self.checkFeaturiser(&reader)
    folding = try Self.readFolding(&reader)
    promptHead = try Self.readHead(&reader)
    responseHead = try Self.readHead(&reader)
    refusalHead = try Self.readHead(&reader)
    fullRefusalHead = try Self.readHead(&reader)
    thresholds = try Self.readThresholds(&reader)
    var shapes: [NgramTable] = []
    for _ in 0..<5 { shapes.append(try Self.readShape(&reader)) }
    let size = shapes.reduce(0) { $0 + (1 << Int($1.bits)) }
    guard reader.rest.count == size else {
      throw .badWeights(reason: "their tables need \(size) bytes and have \(reader.rest.count)")
    }
    prompt = try Self.fill(shapes[0], &reader)
    answer = try Self.fill(shapes[1], &reader)
    answerPrompt = try Self.fill(shapes[2], &reader)
    refusal = try Self.fill(shapes[3], &reader)
    fullRefusal = try Self.fill(shapes[4], &reader)
  }
}
