import Taxonomy

/// One map for each probability, from the heads' log odds.
struct EncoderCalibration: Sendable {
  let promptHarm: CalibrationMap
  /// In the order of `HazardCategory.allCases`, for prompts.
  let promptCategories: [CalibrationMap]
  let attack: CalibrationMap
  let responseHarm: CalibrationMap
  /// In the order of `HazardCategory.allCases`, for answers.
  let answerCategories: [CalibrationMap]
  /// Of a refusal, full or partial.
  let refusal: CalibrationMap
  /// Of a full one, given that it is a refusal.
  let fullRefusal: CalibrationMap

  /// - Parameters:
  ///   - counts: knots of each map, in the order of the properties.
  ///   - knots: of all maps, one behind the other: score and log odds by turns.
  /// - Throws: `badWeights` for maps that are none (see `CalibrationMap`) or do not use up the knots.
  init(counts: [UInt32], knots: [Float]) throws(ClassifierFailure) {
    let categories = HazardCategory.allCases.count
    var maps: [CalibrationMap] = []
    var at = 0
    for count in counts {
      guard count <= CalibrationMap.mostKnots, at + 2 * Int(count) <= knots.count else {
        throw .badWeights(reason: "a calibration map of \(count) knots goes beyond what there is")
      }
      let own = knots[at..<at + 2 * Int(count)].map(Double.init)
      maps.append(
        try CalibrationMap(
          scores: stride(from: 0, to: own.count, by: 2).map { own[$0] },
          logOdds: stride(from: 1, to: own.count, by: 2).map { own[$0] }))
      at += own.count
    }
    guard maps.count == Self.count, at == knots.count else {
      throw .badWeights(reason: "they have \(maps.count) calibration maps, not \(Self.count), or knots beyond them")
    }
    promptHarm = maps[0]
    promptCategories = Array(maps[1...categories])
    attack = maps[categories + 1]
    responseHarm = maps[categories + 2]
    answerCategories = Array(maps[categories + 3..<2 * categories + 3])
    refusal = maps[2 * categories + 3]
    fullRefusal = maps[2 * categories + 4]
  }

  /// Maps in a file.
  static let count = 2 * HazardCategory.allCases.count + 5
}
