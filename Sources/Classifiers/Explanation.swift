import Foundation

/// Finds the words of a text that carry its score, by occlusion: each is left out in turn, and how far the score falls is
/// its weight (Zeiler and Fergus, 2014, for images).
///
/// Works with any score and asks it a bounded number of times: in a long text phrases are left out first, and then the
/// words of the weightiest ones.
package enum Explanation {
  /// A stretch of the text that carried its score.
  package struct Span: Sendable, Equatable, Codable {
    package var text: String
    /// Where it starts in the text, in Unicode scalars.
    package var start: Int
    /// Where it ends, in Unicode scalars.
    package var end: Int
    /// How far the log odds of the score fall without it, in natural logarithms.
    package var weight: Double

    package init(text: String, start: Int, end: Int, weight: Double) {
      self.text = text
      self.start = start
      self.end = end
      self.weight = weight
    }
  }

  /// How often a score is asked for at most.
  package static let mostRuns = 128
  /// Bytes that are scored at most, over all runs; a text gets at least `fewestRuns`.
  static let mostBytes = 4 << 20
  private static let fewestRuns = 8
  /// Longer words are left out in parts, as text without blanks between words has to be.
  private static let longestWord = 24
  private static let part = 8
  /// What weighs less than this part of the weightiest, or less than `slightest`, is not told.
  private static let leastShare = 0.15
  private static let slightest = 0.05

  /// The stretches that carried the score, in the order of the text; none where no word by itself did.
  ///
  /// - Parameter score: a probability.
  package static func spans(
    of text: String, score: (String) throws(ClassifierFailure) -> Double
  ) throws(ClassifierFailure) -> [Span] {
    let scalars = Array(text.unicodeScalars)
    let words = words(of: scalars)
    guard !words.isEmpty else { return [] }
    var runs = max(fewestRuns, min(mostRuns, mostBytes / max(1, text.utf8.count)))
    let whole = logOdds(try score(text))
    runs -= 1
    func weight(_ range: Range<Int>) throws(ClassifierFailure) -> Double {
      whole - logOdds(try score(string(scalars[..<range.lowerBound]) + string(scalars[range.upperBound...])))
    }
    // Phrases of equal numbers of words; half of the runs are kept for the words of the weightiest.
    let phrases = words.count <= runs ? words.map { [$0] } : phrases(of: words, count: max(1, runs / 2))
    var found: [Span] = []
    for phrase in phrases {
      let range = phrase[0].lowerBound..<phrase[phrase.count - 1].upperBound
      found.append(span(range, try weight(range), scalars))
      runs -= 1
    }
    for index in phrases.indices.sorted(by: { found[$0].weight > found[$1].weight })
    where phrases[index].count > 1 && phrases[index].count <= runs && found[index].weight > slightest {
      var parts: [Span] = []
      for word in phrases[index] { parts.append(span(word, try weight(word), scalars)) }
      runs -= parts.count
      // Words that carry it only together stay a phrase.
      if let most = parts.map(\.weight).max(), most >= found[index].weight / 2 { found += parts } else { continue }
      found[index].weight = 0
    }
    return told(found)
  }

  private static func told(_ spans: [Span]) -> [Span] {
    let least = max(slightest, leastShare * (spans.map(\.weight).max() ?? 0))
    return spans.filter { $0.weight >= least }.sorted { $0.start < $1.start }
  }

  private static func span(_ range: Range<Int>, _ weight: Double, _ scalars: [Unicode.Scalar]) -> Span {
    Span(text: string(scalars[range]), start: range.lowerBound, end: range.upperBound, weight: weight)
  }

  /// Stretches without white space.
  private static func words(of scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in 0...scalars.count {
      if index < scalars.count, !scalars[index].properties.isWhitespace {
        if start == nil { start = index }
        continue
      }
      guard let first = start else { continue }
      start = nil
      guard index - first > longestWord else {
        words.append(first..<index)
        continue
      }
      for begin in stride(from: first, to: index, by: part) { words.append(begin..<min(begin + part, index)) }
    }
    return words
  }

  private static func phrases(of words: [Range<Int>], count: Int) -> [[Range<Int>]] {
    let size = (words.count + count - 1) / count
    return stride(from: 0, to: words.count, by: size).map { Array(words[$0..<min($0 + size, words.count)]) }
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// Scores of 0 and 1 have finite ones, too.
  private static func logOdds(_ probability: Double) -> Double {
    let bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return log(bounded / (1 - bounded))
  }
}
