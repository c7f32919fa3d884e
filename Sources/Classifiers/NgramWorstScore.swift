import Foundation

/// The highest score so far of neighbouring stretches of a text, and how many were judged.
struct NgramWorstScore {
  /// What the highest score loses per natural logarithm of the number of stretches, in log odds.
  ///
  /// The worst of many harmless stretches is high by chance alone, so a document needs more evidence than a sentence.
  /// The number is a compromise between documents that are flagged and harm that is padded (docs/classifier.md).
  static let spanPenalty = 0.5

  let table: NgramTable
  /// nil while nothing with features was judged.
  private(set) var score: Double?
  private var judged = 0

  init(table: NgramTable) { self.table = table }

  mutating func judge(_ sums: NgramSums) {
    guard !sums.isEmpty else { return }
    score = max(score ?? -.infinity, table.score(sums))
    judged += 1
  }

  /// The score with regard to how many stretches it is the highest of.
  var corrected: Double? { score.map { $0 - Self.spanPenalty * log(Double(judged)) } }
}
