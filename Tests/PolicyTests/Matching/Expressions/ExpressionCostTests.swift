import Policy
import Testing

@Suite struct ExpressionCostTests {
  @Test(
    "patterns that go wild elsewhere take steps in proportion to the text",
    arguments: [
      ("(a+)+$", "a", "b", "nested repetitions"),
      ("(a|aa)*b", "a", "c", "alternatives that overlap"),
      ("(.*)(.*)(.*)x", "a", "", "one repetition after another"),
      ("(a?){50}a{50}x", "a", "", "many ways to share the letters out"),
      ("a|a.*z", "a", "", "a longer match that never comes, from every start"),
      ("(x+x+)+y", "x", "", "sums of sums"),
      ("([a-zA-Z]+)*1", "a", "!", "a class repeated twice"),
    ])
  func linear(pattern: String, letter: String, last: String, reason: String) throws {
    let set = try ExpressionSet([TextExpression(pattern)])
    let size = try #require(set.size(of: 0))
    var steps: [Int] = []
    for length in [500, 1_000, 2_000, 10_000] {
      let count = set.searchSteps(of: 0, in: String(repeating: letter, count: length) + last)
      // Each instruction is come to at most by two others, and looked at once more when it reads.
      #expect(count <= (length + 2) * (3 * size + 1))
      steps.append(count)
    }
    #expect(Double(steps[3]) / Double(steps[0]) < 20.5)
    #expect(Double(steps[2]) / Double(steps[1]) < 2.01)
  }

  @Test("what does not fit a deterministic automaton is run as it is, and gives the same")
  func slow() throws {
    let set = try ExpressionSet([
      TextExpression("(a|b)*a(a|b){15}c"), TextExpression("bab"), TextExpression("[ab]+c"),
    ])
    #expect(set.slowExpressions == [0])
    let text = String(repeating: "ab", count: 2_000)
    #expect(Array(set.matching(in: text)) == [1])
    #expect(Array(set.matching(in: text + "c")) == [0, 1, 2])
    #expect(set.ranges(of: 0, in: text + "c") == [0..<4_001])
  }

  @Test("many expressions that cannot be joined are built within the bounds")
  func unjoinable() throws {
    let expressions = try (0..<30).map { try TextExpression("[a-f]*\($0 % 10)[a-f0-9]{\(10 + $0)}x") }
    let set = try ExpressionSet(expressions)
    let text = "5" + String(repeating: "a", count: 15) + "x 1" + String(repeating: "b", count: 21) + "x"
    #expect(Array(set.matching(in: text)) == [5, 11])
  }

  /// A pattern that asks for more than it is worth.
  struct Hostile: Sendable, CustomTestStringConvertible {
    var pattern: String
    /// How the fault begins; nil where the pattern is read, and matches `hostileText`.
    var refusal: String?
    var testDescription: String

    init(_ pattern: String, _ refusal: String?, _ reason: String) {
      (self.pattern, self.refusal, testDescription) = (pattern, refusal, reason)
    }

    static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    static let manyLetters = (0..<3_000).compactMap { UnicodeScalar(0x4E00 + 2 * $0).map(String.init) }.joined()

    static let all: [Hostile] = [
      Hostile("((((a{1000}){1000}){1000}){1000}){1000}", "the pattern is too large", "repetitions multiplied"),
      Hostile(
        times("(", 8) + "a{1000}" + times("){1000}", 8), "the pattern is too large", "multiplied beyond an integer"),
      Hostile("(((((){1000}){1000}){1000}){1000}){1000}a", nil, "repetitions of nothing multiplied"),
      Hostile(times("(", 101) + "a" + times(")", 101), "groups nest deeper", "nesting"),
      Hostile(times("(", 100) + "a" + times(")", 100), nil, "nesting at its bound"),
      Hostile(times("(", 10_000), "groups nest deeper", "groups never closed"),
      Hostile(times("a", 10_001), "the pattern has 10001 characters", "one character too many"),
      Hostile(times("a", 10_000), "the pattern is too large", "10,000 characters"),
      Hostile("[" + times("\\w\\W", 2_000) + "]", nil, "classes named again and again"),
      Hostile("[\(manyLetters)]", nil, "a class of thousands"),
      Hostile(times("[\\x{0}-\\x{10FFFF}]", 500), nil, "all characters, often"),
      Hostile(times("\\w", 2_000), nil, "a class two thousand times"),
      Hostile(times("|a", 4_000), "the pattern is too large", "thousands of alternatives"),
      Hostile("x" + times("a?", 2_000), nil, "thousands of optional letters"),
    ]
  }

  private static let hostileText = "xa一 " + String(repeating: "a", count: 2_500)

  @Test("hostile patterns are refused or read, and never written out", arguments: Hostile.all)
  func hostile(_ example: Hostile) throws {
    if let refusal = example.refusal {
      let fault = #expect(throws: ExpressionFault.self) { try TextExpression(example.pattern) }
      #expect(fault?.message.hasPrefix(refusal) == true, "\(String(describing: fault))")
    } else {
      let set = try ExpressionSet([TextExpression(example.pattern)])
      #expect(!set.matching(in: Self.hostileText).isEmpty)
    }
  }

  @Test("a set has a bound of its own")
  func largeSet() throws {
    let expression = try TextExpression(String(repeating: "a", count: 5_000))
    #expect(throws: ExpressionFault.self) { try ExpressionSet([TextExpression](repeating: expression, count: 21)) }
  }

  @Test("thousands of different characters in hundreds of expressions are told apart")
  func manyCharacters() throws {
    let expressions = try (0..<300).map { index in
      let scalars = (0..<10).compactMap { UnicodeScalar(0x4E00 + index * 10 + $0) }
      return try TextExpression("[" + scalars.map { String($0) }.joined() + "]{2}")
    }
    let set = try ExpressionSet(expressions)
    let text = "\u{4E05}\u{4E06} \u{4E0F}\u{4E10}\u{4E11}"
    #expect(Array(set.matching(in: text)) == [0, 1])
  }
}
