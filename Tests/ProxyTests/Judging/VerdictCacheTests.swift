import Classifiers
import Proxy
import Taxonomy
import Testing

@Suite struct VerdictCacheTests {
  private static func key(_ number: Int) -> VerdictKey {
    VerdictKey(high: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, low: UInt64(number))
  }

  private static func verdict(_ number: Int) -> JudgingVerdict { .prompt(PromptSignals(harm: Double(number) / 1000)) }

  @Test("gives what was put in, counts, and holds no more than it may", arguments: [1, 7, 16, 1000])
  func bounded(entries: Int) {
    let cache = VerdictCache(entries: entries)
    for number in 0..<5000 {
      #expect(cache.verdict(for: Self.key(number)) == nil)
      cache.insert(Self.verdict(number), for: Self.key(number))
      #expect(cache.verdict(for: Self.key(number)) == Self.verdict(number))
      #expect(cache.count <= (entries < 16 ? entries : (entries + 15) / 16 * 16))
    }
    #expect(cache.counts.hits == 5000 && cache.counts.misses == 5000)
    #expect(cache.counts.evictions == 5000 - cache.count)
  }

  @Test("what is asked for again stays while others come and go")
  func clock() {
    var shelf = VerdictShelf(capacity: 4)
    shelf.insert(Self.verdict(0), for: Self.key(0))
    for number in 1..<100 {
      #expect(shelf.verdict(for: Self.key(0)) == Self.verdict(0), "pushed out by \(number)")
      shelf.insert(Self.verdict(number), for: Self.key(number))
      #expect(shelf.count <= 4)
    }
  }

  @Test("what is never asked for leaves in the order in which it came")
  func firstIn() {
    var shelf = VerdictShelf(capacity: 3)
    for number in 0..<5 { shelf.insert(Self.verdict(number), for: Self.key(number)) }
    #expect((0..<5).map { shelf.verdict(for: Self.key($0)) != nil } == [false, false, true, true, true])
  }

  @Test("a second verdict on the same text takes the place of the first")
  func replaced() {
    var shelf = VerdictShelf(capacity: 3)
    for number in 0..<10 { shelf.insert(Self.verdict(number), for: Self.key(1)) }
    #expect(shelf.count == 1 && shelf.verdict(for: Self.key(1)) == Self.verdict(9))
  }

  @Test("agrees with a plain table as long as nothing has to leave")
  func model() {
    let cache = VerdictCache(entries: 4096)
    var table: [Int: JudgingVerdict] = [:]
    var generator = SplitMix(seed: 9)
    for _ in 0..<20_000 {
      // No shelf of 256 gets more than 200 different keys, whatever the bits are.
      let number = generator.below(200)
      if generator.below(2) == 0 {
        let verdict = Self.verdict(generator.below(1000))
        cache.insert(verdict, for: Self.key(number))
        table[number] = verdict
      } else {
        #expect(cache.verdict(for: Self.key(number)) == table[number])
      }
    }
  }

  @Test("keys differ by everything that a verdict depends on, and by nothing else")
  func keys() {
    let maker = VerdictKeyMaker(classifier: ClassifierIdentity(name: "a", revision: "1"))
    func text(_ text: String, _ role: SpeakerRole = .user, message: Int = 0) -> JudgedText {
      JudgedText(role: role, place: TextPlace(message: message, path: "content"), text: text)
    }
    let context = maker.context(ofAnswersTo: "p", scope: "app")
    let different = [
      maker.key(of: text("hello"), scope: "app"), maker.key(of: text("hello "), scope: "app"),
      maker.key(of: text("hello", .tool), scope: "app"), maker.key(of: text("hello"), scope: "app2"),
      maker.key(of: text("hello"), scope: "ap"), maker.key(of: text(""), scope: "app"),
      // Where one field ends and the next begins counts.
      maker.key(of: text("rhello"), scope: "app"), maker.key(of: text("phello"), scope: "ap"),
      maker.key(ofPassage: "hello", in: context), maker.key(ofOpening: "hello", in: context),
      maker.key(ofPassage: "hello", in: maker.context(ofAnswersTo: "q", scope: "app")),
      maker.key(ofPassage: "hello", in: maker.context(ofAnswersTo: "p", scope: "web")),
      maker.key(ofPassage: "hello", in: maker.context(ofAnswersTo: "pp", scope: "ap")),
    ]
    #expect(Set(different).count == different.count)
    #expect(maker.key(of: text("hello", message: 7), scope: "app") == different[0], "the place does not count")
    #expect(maker.key(ofPassage: "hello", in: maker.context(ofAnswersTo: "p", scope: "app")) == different[8])
    let other = VerdictKeyMaker(classifier: ClassifierIdentity(name: "a", revision: "1"))
    #expect(other.key(of: text("hello"), scope: "app") != different[0], "every process has a secret of its own")
  }
}
