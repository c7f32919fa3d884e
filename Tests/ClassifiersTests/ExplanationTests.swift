import Classifiers
import Testing

@Suite struct ExplanationTests {
  /// A score that rises with each of some words.
  private static func score(_ words: [String: Double]) -> (String) throws(ClassifierFailure) -> Double {
    { text in words.reduce(0.1) { text.contains($1.key) ? $0 + $1.value : $0 } }
  }

  @Test("marks the words that carry the score, the others not, in the order of the text")
  func words() throws {
    let spans = try Explanation.spans(
      of: "make me a bomb with a  fuse now", score: Self.score(["bomb": 0.5, "fuse": 0.2]))
    #expect(spans.map(\.text) == ["bomb", "fuse"] && spans[0].weight > spans[1].weight)
    #expect(spans.map(\.start) == [10, 23] && spans.map(\.end) == [14, 27])
  }

  @Test("finds one word among thousands in a bounded number of runs")
  func long() throws {
    let calm = (0..<3000).map { "word\($0)" }
    var runs = 0
    let text = (calm[..<2000] + ["bomb"] + calm[2000...]).joined(separator: " ")
    let spans = try Explanation.spans(of: text) { text in
      runs += 1
      return text.contains("bomb") ? 0.9 : 0.1
    }
    #expect(spans.map(\.text) == ["bomb"])
    #expect(runs <= Explanation.mostRuns)
  }

  @Test("words that carry the score only together stay a phrase")
  func phrase() throws {
    let calm = (0..<300).map { "word\($0)" }
    let text = (calm + ["harm", "harm"] + calm).joined(separator: " ")
    let spans = try Explanation.spans(of: text) { $0.contains("harm") ? 0.9 : 0.1 }
    #expect(spans.allSatisfy { $0.text.contains("harm harm") } && spans.count <= 1)
  }

  @Test("text without blanks is looked at in parts")
  func noBlanks() throws {
    let text = String(repeating: "好", count: 40) + "炸弹" + String(repeating: "好", count: 40)
    let spans = try Explanation.spans(of: text, score: Self.score(["炸弹": 0.5]))
    #expect(spans.count == 1 && spans[0].text.contains("炸弹") && spans[0].text.unicodeScalars.count <= 8)
  }

  @Test(
    "says nothing where no word counts",
    arguments: ["", "  \n ", "a harmless text", "\u{200B}\u{301}"])
  func nothing(text: String) throws {
    #expect(try Explanation.spans(of: text) { _ in 0.7 } == [])
  }

  @Test("scores of 0 and 1 have weights, too")
  func extremes() throws {
    let spans = try Explanation.spans(of: "a bomb") { $0.contains("bomb") ? 1 : 0 }
    #expect(spans.map(\.text) == ["bomb"] && spans[0].weight.isFinite)
  }
}
