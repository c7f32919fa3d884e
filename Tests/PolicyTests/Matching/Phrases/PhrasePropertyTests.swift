import Policy
import Testing

@Suite struct PhrasePropertyTests {
  private static func text(_ length: Int, _ generator: inout SeededGenerator) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<length { text.append(NaivePhrases.alphabet.randomElement(using: &generator) ?? "a") }
    return String(text)
  }

  private static func lists(_ generator: inout SeededGenerator) -> [[String]] {
    (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
        let phrase = text(Int.random(in: 1...5, using: &generator), &generator)
        return NaivePhrases.units(phrase).isEmpty ? nil : phrase
      }
    }
  }

  private static func matches(_ matcher: PhraseMatcher, in text: String) -> [NaivePhrases.Match] {
    var found: [NaivePhrases.Match] = []
    matcher.scan(text) { list, range in
      found.append(NaivePhrases.Match(list: list, lower: range.lowerBound, upper: range.upperBound))
      return true
    }
    return found
  }

  @Test("random phrases are found in random texts where trying each at each place finds them")
  func agreesWithTrying() throws {
    var generator = SeededGenerator(seed: 41)
    var total = 0
    for _ in 0..<4_000 {
      let lists = Self.lists(&generator)
      let text = Self.text(Int.random(in: 0...40, using: &generator), &generator)
      let matcher = try PhraseMatcher(lists: lists)
      let expected = NaivePhrases.matches(lists, in: text)
      let found = Self.matches(matcher, in: text)
      #expect(found == expected.sorted(), "\(lists) in `\(text)`")
      #expect(Set(matcher.lists(in: text)) == Set(expected.map(\.list)), "\(lists) in `\(text)`")
      var covered = Set<Int>()
      for match in expected where match.list == 0 { covered.formUnion(match.lower..<match.upper) }
      let ranges = matcher.ranges(of: [0], in: text)
      #expect(Set(ranges.joined()) == covered, "\(lists) in `\(text)`")
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
      total += expected.count
    }
    #expect(total > 4_000, "the cases are about something")
  }

  @Test("a text cut anywhere gives what it gives whole, holding back no more than the open bytes")
  func cuts() throws {
    var generator = SeededGenerator(seed: 42)
    var held = 0
    for _ in 0..<3_000 {
      let lists = Self.lists(&generator)
      let text = Self.text(Int.random(in: 1...30, using: &generator), &generator)
      let matcher = try PhraseMatcher(lists: lists)
      let scalars = Array(text.unicodeScalars)
      let cut = Int.random(in: 0...scalars.count, using: &generator)
      var head = String.UnicodeScalarView()
      head.append(contentsOf: scalars[..<cut])
      let open = matcher.openBytes(atEndOf: String(head))
      held += open
      #expect(open <= matcher.longestMatchBytes)
      var found: Set<NaivePhrases.Match> = []
      matcher.scan(String(head), isComplete: false) { list, range in
        found.insert(.init(list: list, lower: range.lowerBound, upper: range.upperBound))
        return true
      }
      let start = String(head).utf8.count - open
      let utf8 = Array(text.utf8)
      let before = String(decoding: utf8[..<start], as: UTF8.self).unicodeScalars.last
      matcher.scan(String(decoding: utf8[start...], as: UTF8.self), after: before) { list, range in
        found.insert(.init(list: list, lower: range.lowerBound + start, upper: range.upperBound + start))
        return true
      }
      #expect(found == NaivePhrases.matches(lists, in: text), "\(lists) in `\(text)` cut at \(cut)")
    }
    #expect(held > 1_000, "something was held back")
  }

  @Test("no match is longer than the bound says")
  func longest() throws {
    var generator = SeededGenerator(seed: 43)
    for _ in 0..<1_000 {
      let lists = Self.lists(&generator)
      let text = Self.text(40, &generator)
      let matcher = try PhraseMatcher(lists: lists)
      for match in Self.matches(matcher, in: text) { #expect(match.upper - match.lower <= matcher.longestMatchBytes) }
    }
    let spelled = "\u{212A}" + String(repeating: "\u{3000}", count: PhraseMatcher.mostBlanks) + "\u{212A}"
    let matcher = try PhraseMatcher(lists: [["k k"]])
    #expect(matcher.ranges(of: [0], in: spelled) == [0..<spelled.utf8.count])
    #expect(matcher.longestMatchBytes == spelled.utf8.count)
  }

  @Test("thousands of phrases, most of them beyond the states that have rows, are each found and no other")
  func many() throws {
    var generator = SeededGenerator(seed: 44)
    var words: Set<String> = []
    while words.count < 20_000 {
      let letters = (0..<Int.random(in: 4...14, using: &generator)).map { _ in
        "abcdefghijklmnopqrstuvwxyzäöü".unicodeScalars.randomElement(using: &generator) ?? "a"
      }
      var word = String.UnicodeScalarView()
      word.append(contentsOf: letters)
      words.insert(String(word))
    }
    let phrases = words.sorted()
    let lists = (0..<10).map { list in phrases.indices.filter { $0 % 10 == list }.map { phrases[$0] } }
    let matcher = try PhraseMatcher(lists: lists)
    for _ in 0..<2_000 {
      let index = Int.random(in: phrases.indices, using: &generator)
      #expect(Array(matcher.lists(in: "an " + phrases[index].uppercased() + ".")) == [index % 10])
      let longer = phrases[index] + "a"
      #expect(!matcher.lists(in: longer).contains(index % 10) || words.contains(longer))
    }
  }

  @Test("phrases that end within each other are all found, and lists cost no walk over them")
  func nested() throws {
    let phrases = (1...500).map { String(repeating: ".", count: $0) }
    let matcher = try PhraseMatcher(lists: [phrases])
    let text = String(repeating: ".", count: 600)
    var count = 0
    matcher.scan(text) { _, range in
      count += 1
      return range.upperBound <= 600
    }
    #expect(count == (1...600).reduce(0) { $0 + min($1, 500) })
    #expect(matcher.ranges(of: [0], in: text) == [0..<600])
  }

  @Test("one matcher serves several threads")
  func threads() async throws {
    let matcher = try PhraseMatcher(lists: (0..<70).map { ["word\($0) here", "爆\($0)"] })
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<500).allSatisfy { round in
            let list = (task * 500 + round) % 70
            return Array(matcher.lists(in: "a WORD\(list)  here, 爆\(list)")) == [list]
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
