import Taxonomy

extension ShippedThresholds {
  /// Reads an encoder's thresholds, in thousandths: three levels each (permissive, balanced, strict) of prompt harm and
  /// response harm, one each of attack and every category, then the two of refusals.
  ///
  /// - Throws: `badWeights` for another number of them, one above 1, or levels that do not fall.
  init(encoder thousandths: [UInt32]) throws(ClassifierFailure) {
    let categories = HazardCategory.allCases
    let count = 6 + 1 + categories.count + 2
    guard thousandths.count == count else {
      throw .badWeights(reason: "they have \(thousandths.count) thresholds, not \(count)")
    }
    if let number = thousandths.first(where: { $0 > 1000 }) {
      throw .badWeights(reason: "a threshold of \(number) thousandths is above 1")
    }
    let shares = thousandths.map { Double($0) / 1000 }
    func levels(at start: Int) throws(ClassifierFailure) -> Levels {
      let levels = Levels(permissive: shares[start], balanced: shares[start + 1], strict: shares[start + 2])
      guard levels.permissive >= levels.balanced, levels.balanced >= levels.strict else {
        throw .badWeights(reason: "their thresholds do not fall from permissive to strict")
      }
      return levels
    }
    self.init(
      prompt: try levels(at: 0), response: try levels(at: 3), refusal: shares[count - 2],
      fullRefusal: shares[count - 1], attack: shares[6],
      categories: Dictionary(uniqueKeysWithValues: zip(categories, shares[7...])))
  }
}
