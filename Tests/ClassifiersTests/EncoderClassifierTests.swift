import Classifiers
import Synchronization
import Taxonomy
import Testing

@Suite struct EncoderClassifierTests {
  private static let file = EncoderFileBuilder.synthetic().build()
  private let classifier: EncoderClassifier

  init() throws { classifier = try EncoderClassifier(bytes: Self.file) }

  private func judge(_ text: String) throws -> PromptSignals {
    try classifier.judge(prompt: [ClassifierConformance.prompt(text)])
  }

  @Test("does what every classifier has to")
  func conformance() throws { try ClassifierConformance.check(classifier, longest: 6_000, rounds: 2) }

  @Test(
    "does what every classifier has to, with the weights that are shipped",
    .enabled(if: kernelsAreQuick && EncoderClassifier.isEmbedded))
  func shippedConformance() throws {
    try ClassifierConformance.check(EncoderClassifier.embedded(), longest: 20_000, rounds: 4)
  }

  /// The kernels of a debug build are too slow for millions of numbers.
  static var kernelsAreQuick: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  @Test("passes the self-check with the weights that are shipped", .enabled(if: EncoderClassifier.isEmbedded))
  func selfCheck() throws { try ClassifierSelfCheck.run(EncoderClassifier.embedded()) }

  @Test("names itself, never judges on the event loop, and says all that it can say")
  func description() throws {
    #expect(classifier.identity.name == "encoder")
    #expect(classifier.inlineByteLimit == 0)
    #expect(EncoderClassifier.instructionSets.contains(classifier.instructionSet))
    #expect(classifier.thresholds.attack == 0.5)
    #expect(classifier.thresholds.categories.count == HazardCategory.allCases.count)
    let signals = try judge("kill the process")
    #expect(signals.categories.count == HazardCategory.allCases.count)
    #expect(signals.attack != nil)
    let answer = try classifier.judge(answer: "kill the process", to: "how")
    #expect(answer.categories.count == HazardCategory.allCases.count)
  }

  @Test("where nothing is said, nothing is harmful")
  func nothing() throws {
    for text in ["", " \n", "\u{FFFD}\u{301}"] {
      let signals = try judge(text)
      #expect(signals.harm == 0 && signals.attack == 0 && signals.categories.values.allSatisfy { $0 == 0 })
      #expect(signals.worstRange == nil)
      #expect(try classifier.judge(answer: text, to: "kill").harm == 0)
      #expect(try classifier.detectRefusal(in: text, to: "kill") == RefusalSignals(kind: .none, refusal: 0))
    }
  }

  /// Different words, so that windows differ.
  private func words(_ count: Int, seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    let words = ["kill", "the", "process", "how", "quick", "brown", "fox", "bomb"]
    return (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
  }

  @Test("a prompt of 254 tokens is one window, and a longer one is judged in windows of that many, the worst counting")
  func windows() throws {
    let text = words(700, seed: 31)
    let tokens = classifier.tokens(of: text)
    #expect(tokens.count == 700)
    let whole = try judge(text)
    var harms: [(harm: Double, range: Range<Int>)] = []
    for start in [0, 190, 380, 446] {
      let range = tokens[start].source.lowerBound..<tokens[start + 253].source.upperBound
      harms.append((try judge(String(decoding: Array(text.utf8)[range], as: UTF8.self)).harm, range))
    }
    let worst = try #require(harms.max { $0.harm < $1.harm })
    #expect(Set(harms.map(\.harm)).count == 4)
    #expect(whole.harm == worst.harm)
    #expect(whole.worstRange == worst.range)
  }

  @Test("every signal is the worst window's own")
  func worstOfEachSignal() throws {
    let text = words(440, seed: 32)
    let tokens = classifier.tokens(of: text)
    let bytes = Array(text.utf8)
    let parts = try [0, 186].map { start in
      let range = tokens[start].source.lowerBound..<tokens[start + 253].source.upperBound
      return try judge(String(decoding: bytes[range], as: UTF8.self))
    }
    let whole = try judge(text)
    #expect(whole.attack == parts.compactMap(\.attack).max())
    for category in HazardCategory.allCases {
      #expect(whole.categories[category] == parts.compactMap { $0.categories[category] }.max())
    }
  }

  @Test("a long text is given up between its windows once nobody waits for it")
  func unwanted() throws {
    let text = words(700, seed: 37)
    let asked = Mutex(0)
    func failure(_ body: () throws -> Void) -> (any Error)? {
      let isWanted: @Sendable () -> Bool = {
        asked.withLock {
          $0 += 1
          return $0 != 2
        }
      }
      do {
        try ClassifierWork.perform(while: isWanted, body)
        return nil
      } catch {
        return error
      }
    }
    #expect(failure { _ = try judge("kill the process") } == nil)
    #expect(asked.withLock { $0 } == 0, "a single window is done with before anybody could ask")
    #expect(failure { _ = try judge(text) } as? ClassifierFailure == .deadlineExceeded)
    #expect(asked.withLock { $0 } == 2)
    asked.withLock { $0 = 1 }
    #expect(failure { _ = try classifier.judge(answer: text, to: "how") } as? ClassifierFailure == .deadlineExceeded)
  }

  @Test("the place and the bytes of the worst text are reported")
  func worstPlace() throws {
    let texts = ["the fox", "kill the process", "how quick"]
    let alone = try texts.map { try judge($0).harm }
    let found = try classifier.judge(prompt: texts.enumerated().map { ClassifierConformance.prompt($1, message: $0) })
    let worst = try #require(found.worst?.message)
    #expect(alone[worst] == alone.max())
    #expect(found.worstRange == 0..<texts[worst].utf8.count)
  }

  @Test("an answer is judged with the end of its prompt, and a long one in windows")
  func answers() throws {
    let long = words(500, seed: 33)
    let end = long.split(separator: " ").suffix(96).joined(separator: " ")
    let answer = words(40, seed: 34)
    #expect(try classifier.judge(answer: answer, to: long) == classifier.judge(answer: answer, to: end))
    #expect(try classifier.judge(answer: answer, to: "fox") != classifier.judge(answer: answer, to: end))
    let two = words(400, seed: 35)
    let tokens = classifier.tokens(of: two)
    let parts = try [0, 112].map { start in
      let range = tokens[start].source.lowerBound..<tokens[start + 287].source.upperBound
      return try classifier.judge(answer: String(decoding: Array(two.utf8)[range], as: UTF8.self), to: "fox").harm
    }
    #expect(try classifier.judge(answer: two, to: "fox").harm == parts.max())
  }

  @Test("an answer is another segment: prompt and answer cannot change places or run into each other")
  func segments() throws {
    let pair = try classifier.judge(answer: "kill the process", to: "how quick")
    #expect(try classifier.judge(answer: "how quick", to: "kill the process") != pair)
    #expect(try classifier.judge(answer: "quick kill the process", to: "how") != pair)
    #expect(try classifier.judge(answer: "the process", to: "how quick [SEP] kill") != pair)
  }

  @Test("only the opening decides on a refusal")
  func refusalOpening() throws {
    let opening = String(repeating: "the quick fox. ", count: 70)
    let one = try classifier.detectRefusal(in: opening, to: "how")
    #expect(try classifier.detectRefusal(in: opening + "kill the process", to: "how") == one)
    #expect(try classifier.detectRefusal(in: "kill " + opening, to: "how") != one)
  }

  @Test("every instruction set of this processor gives the same to the last bit")
  func instructionSets() throws {
    let text = words(60, seed: 36)
    let expected = try judge(text).harm
    for name in EncoderClassifier.instructionSets {
      let other = try EncoderClassifier(bytes: Self.file, instructionSet: name)
      #expect(other.instructionSet == name)
      let harm = try other.judge(prompt: [ClassifierConformance.prompt(text)]).harm
      #expect(harm == expected, "\(name)")
    }
    #expect(throws: ClassifierFailure.self) { try EncoderClassifier(bytes: Self.file, instructionSet: "mmx") }
  }
}
