/// One hashed weight table: int8 weights and, per family of features, the factor that turns their sum into a score.
struct NgramTable: Sendable {
  /// Base-2 logarithm of the number of buckets that a weights file may name.
  static let allowedBits: ClosedRange<UInt32> = 10...22

  /// The bucket of a hash is its upper `bits` bits.
  let bits: UInt32
  let characterScale: Double
  let wordScale: Double
  /// 0 where the table has no features of the opening.
  let openingScale: Double
  let weights: [Int8]  // [1 << bits]

  /// The window's score without the head's bias: each family's mean by the root of its count.
  func score(_ sums: NgramSums) -> Double {
    var score = 0.0
    if sums.characters.count > 0 {
      score += characterScale * Double(sums.characters.sum) / Double(sums.characters.count).squareRoot()
    }
    if sums.words.count > 0 {
      score += wordScale * Double(sums.words.sum) / Double(sums.words.count).squareRoot()
    }
    if sums.opening.count > 0 {
      score += openingScale * Double(sums.opening.sum) / Double(sums.opening.count).squareRoot()
    }
    return score
  }
}
