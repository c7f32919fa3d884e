extension NgramWeights {
  /// The file names the featuriser's sizes that it was trained with; this build has to have the same.
  static func checkFeaturiser(_ reader: inout WeightsReader) throws(ClassifierFailure) {
    let expected: [(String, Int)] = [
      ("block", NgramFeatures.block), ("word length", NgramFeatures.wordScalars),
      ("opening words", NgramFeatures.openingWords), ("prompt context", NgramFeatures.promptContext),
      ("refusal opening", RefusalOpening.characters),
    ]
    for (name, value) in expected {
      let found = try reader.readUInt32()
      guard found == value else {
        throw .badWeights(reason: "their \(name) is \(found), and this build has \(value)")
      }
    }
  }

  static func readFolding(_ reader: inout WeightsReader) throws(ClassifierFailure) -> NgramFolding {
    let count = try reader.readUInt32()
    guard count <= NgramFolding.mostEntries else {
      throw .badWeights(reason: "their folding has \(count) entries, more than \(NgramFolding.mostEntries)")
    }
    var entries: [(scalar: UInt32, target: UInt32)] = []
    for _ in 0..<count { entries.append((try reader.readUInt32(), try reader.readUInt32())) }
    return try NgramFolding(entries: entries)
  }

  static func readHead(_ reader: inout WeightsReader) throws(ClassifierFailure) -> Head {
    let bias = try reader.readFloat(in: -1e4...1e4, as: "bias")
    let count = try reader.readUInt32()
    guard count <= CalibrationMap.mostKnots else {
      throw .badWeights(reason: "a calibration map has \(count) knots, more than \(CalibrationMap.mostKnots)")
    }
    var scores: [Double] = []
    var logOdds: [Double] = []
    for _ in 0..<count {
      scores.append(try reader.readFloat(in: -1e5...1e5, as: "calibration score"))
      logOdds.append(try reader.readFloat(in: -100...100, as: "calibration value"))
    }
    return Head(bias: bias, calibration: try CalibrationMap(scores: scores, logOdds: logOdds))
  }

  static func readThresholds(_ reader: inout WeightsReader) throws(ClassifierFailure) -> ShippedThresholds {
    func levels() throws(ClassifierFailure) -> ShippedThresholds.Levels {
      let permissive = try reader.readThousandths(as: "threshold")
      let balanced = try reader.readThousandths(as: "threshold")
      let strict = try reader.readThousandths(as: "threshold")
      guard permissive >= balanced, balanced >= strict else {
        throw .badWeights(reason: "their thresholds do not fall from permissive to strict")
      }
      return ShippedThresholds.Levels(permissive: permissive, balanced: balanced, strict: strict)
    }
    let prompt = try levels()
    let response = try levels()
    let refusal = try reader.readThousandths(as: "threshold")
    let fullRefusal = try reader.readThousandths(as: "threshold")
    return ShippedThresholds(prompt: prompt, response: response, refusal: refusal, fullRefusal: fullRefusal)
  }

  /// A table without its weights yet.
  static func readShape(_ reader: inout WeightsReader) throws(ClassifierFailure) -> NgramTable {
    let bits = try reader.readUInt32()
    guard NgramTable.allowedBits.contains(bits) else {
      throw .badWeights(reason: "a table has \(bits) bits, not \(NgramTable.allowedBits)")
    }
    return NgramTable(
      bits: bits, characterScale: try reader.readFloat(in: 0...1e3, as: "scale"),
      wordScale: try reader.readFloat(in: 0...1e3, as: "scale"),
      openingScale: try reader.readFloat(in: 0...1e3, as: "scale"), weights: [])
  }

  static func fill(_ shape: NgramTable, _ reader: inout WeightsReader) throws(ClassifierFailure) -> NgramTable {
    let bytes = try reader.take(1 << Int(shape.bits))
    return NgramTable(
      bits: shape.bits, characterScale: shape.characterScale, wordScale: shape.wordScale,
      openingScale: shape.openingScale, weights: bytes.map { Int8(bitPattern: $0) })
  }

  static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
