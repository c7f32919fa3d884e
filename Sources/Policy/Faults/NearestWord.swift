/// Finds the word that was probably meant.
package enum NearestWord {
  /// The known word with the smallest edit distance to `word`, if it is near enough: at most a third of its letters
  /// are wrong. Of equally near words the first counts.
  package static func to(_ word: String, among known: some Collection<String>) -> String? {
    let letters = Array(folded(word))
    // Nothing known is near this length, and the distance costs the product of both lengths.
    guard !letters.isEmpty, letters.count <= 64 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in known {
      let other = Array(folded(candidate))
      let limit = min(max(1, min(letters.count, other.count) / 3), (best?.distance ?? .max) - 1)
      guard abs(letters.count - other.count) <= limit, let found = distance(letters, other, limit: limit) else {
        continue
      }
      best = (candidate, found)
      if found == 0 { break }
    }
    return best?.word
  }

  /// `; did you mean ...?`, or else the known words when there are few, or else nothing.
  package static func hint(for word: String, among known: some Collection<String>) -> String {
    if let near = to(word, among: known) { return "; did you mean `\(near)`?" }
    guard !known.isEmpty, known.count <= 16 else { return "" }
    return "; known: " + known.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// Lower case, with hyphens as underscores: `On-Classifier-Failure` is `on_classifier_failure`.
  private static func folded(_ word: String) -> [UInt8] {
    word.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
  }

  /// Edits that turn one word into the other: insert, delete, replace, swap of two neighbours (optimal string
  /// alignment distance); nil where they are more than `limit`.
  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    if left.isEmpty || right.isEmpty {
      let insertions = max(left.count, right.count)
      return insertions <= limit ? insertions : nil
    }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    var current = last
    for row in 1...left.count {
      current[0] = row
      for column in 1...right.count {
        let replaces = left[row - 1] == right[column - 1] ? 0 : 1
        var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + replaces)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          cost = min(cost, beforeLast[column - 2] + 1)
        }
        current[column] = cost
      }
      (beforeLast, last, current) = (last, current, beforeLast)
      // Each value is made of one of the last two rows, so two rows above the limit never come back below it.
      if row > 1, (last.min() ?? 0) > limit, (beforeLast.min() ?? 0) > limit { return nil }
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
