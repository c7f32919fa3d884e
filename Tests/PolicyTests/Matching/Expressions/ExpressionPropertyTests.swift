import Policy
import Testing

@Suite struct ExpressionPropertyTests {
  private static func text(_ generator: inout SeededGenerator) -> [Unicode.Scalar] {
    (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      NaiveExpression.alphabet.randomElement(using: &generator) ?? "a"
    }
  }

  private static func string(_ scalars: some Collection<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Expressions that the parser takes: those that cannot match without a character.
  private static func expressions(
    _ count: Int, _ generator: inout SeededGenerator
  ) -> [(naive: NaiveExpression, compiled: TextExpression)] {
    var expressions: [(naive: NaiveExpression, compiled: TextExpression)] = []
    while expressions.count < count {
      let naive = NaiveExpression.random(4, &generator)
      let ignoresCase = Bool.random(using: &generator)
      guard let compiled = try? TextExpression(naive.pattern, ignoresCase: ignoresCase) else { continue }
      expressions.append((naive, compiled))
    }
    return expressions
  }

  @Test("random sets of expressions match in random texts where trying every way does, and at the same places")
  func agreesWithTrying() throws {
    var generator = SeededGenerator(seed: 45)
    var matched = 0
    var ranges = 0
    for _ in 0..<400 {
      let expressions = Self.expressions(Int.random(in: 1...6, using: &generator), &generator)
      let set = try ExpressionSet(expressions.map(\.compiled))
      for _ in 0..<8 {
        let scalars = Self.text(&generator)
        let text = Self.string(scalars)
        let found = set.matching(in: text)
        for (index, (naive, compiled)) in expressions.enumerated() {
          let expected = naive.ranges(in: scalars, ignoresCase: compiled.ignoresCase)
          #expect(found.contains(index) == !expected.isEmpty, "`\(compiled.pattern)` in `\(text)`")
          let bytes = expected.map { range in
            Self.string(scalars[..<range.lowerBound]).utf8.count..<Self.string(scalars[..<range.upperBound]).utf8.count
          }
          #expect(set.ranges(of: index, in: text) == bytes, "`\(compiled.pattern)` in `\(text)`")
          for range in expected {
            #expect(range.count <= compiled.longestMatch ?? .max, "`\(compiled.pattern)` in `\(text)`")
          }
          matched += expected.isEmpty ? 0 : 1
          ranges += expected.count
        }
      }
    }
    #expect(matched > 1_500 && ranges > 2_500, "the cases are about something: \(matched), \(ranges)")
  }

  @Test("expressions with literals match in texts made of their pieces where trying every way does")
  func literals() throws {
    var generator = SeededGenerator(seed: 46)
    let pieces = ["abab", "1bé", "Bab ", "爆-"]
    func words(_ count: Int) -> [Unicode.Scalar] {
      (0..<count).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").unicodeScalars) }
    }
    var found = 0
    for _ in 0..<500 {
      let parts: [NaiveExpression] = (0..<3).map { _ in
        if Bool.random(using: &generator) { return NaiveExpression.random(1, &generator) }
        let word = NaiveExpression.sequence(words(1).map { .scalar($0) })
        return Bool.random(using: &generator) ? word : .either([word, .sequence(words(2).map { .scalar($0) })])
      }
      let naive = NaiveExpression.sequence(parts)
      guard let compiled = try? TextExpression(naive.pattern) else { continue }
      let set = try ExpressionSet([compiled])
      for _ in 0..<6 {
        let scalars = words(6)
        let expected = !naive.ranges(in: scalars, ignoresCase: true).isEmpty
        found += expected ? 1 : 0
        #expect(set.matching(in: Self.string(scalars)).contains(0) == expected, "`\(naive.pattern)` in `\(scalars)`")
      }
    }
    #expect(found > 200, "the cases are about something: \(found)")
  }

  @Test("random patterns of special characters are read or refused, at a place within them")
  func anyPattern() {
    var generator = SeededGenerator(seed: 47)
    let pieces = [
      "a", "é", "(", ")", "(?", "(?:", "(?i)", "[", "]", "[^", "-", "\\", "\\d", "\\x", "{", "}", "{2}", "{2,", "1",
      ",",
      "*", "+", "?", "|", "^", "$", ".", "\u{0}", "😀", ":", "<", "=",
    ]
    var read = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...10, using: &generator)
      let pattern = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      do {
        let expression = try TextExpression(pattern)
        read += 1
        if read % 50 == 0 { _ = try ExpressionSet([expression]).matching(in: pattern) }
      } catch {
        #expect(error.offset <= pattern.unicodeScalars.count, "`\(pattern)`: \(error)")
        #expect(!error.message.isEmpty && error.message.first?.isUppercase != true, "`\(pattern)`: \(error)")
      }
    }
    #expect(read > 1_000)
  }
}
