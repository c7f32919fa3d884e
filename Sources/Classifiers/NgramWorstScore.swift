/// The highest score so far of neighbouring stretches of a text.
struct NgramWorstScore {
  let table: NgramTable
  /// nil while nothing with features was judged.
  private(set) var score: Double?

  mutating func judge(_ sums: NgramSums) {
    if !sums.isEmpty { score = max(score ?? -.infinity, table.score(sums)) }
  }
}
