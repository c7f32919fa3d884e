import Classifiers
import Taxonomy
import Testing

@Suite struct EncoderConversationTests {
  private static let file = EncoderFileBuilder.synthetic(conversations: true).build()
  private static let plainFile = EncoderFileBuilder.synthetic().build()
  private let classifier: EncoderClassifier
  private let plain: EncoderClassifier

  init() throws {
    classifier = try EncoderClassifier(bytes: Self.file)
    plain = try EncoderClassifier(bytes: Self.plainFile)
  }

  private func text(_ text: String, _ message: Int, _ role: SpeakerRole = .user) -> JudgedText {
    JudgedText(role: role, place: TextPlace(message: message, path: "content"), text: text)
  }

  /// What the conversation adds to what the texts give by themselves.
  private func differs(_ texts: [JudgedText]) throws -> Bool {
    try classifier.judge(prompt: texts) != plain.judge(prompt: texts)
  }

  @Test("a single text, or none of the user's, is no conversation")
  func noConversation() throws {
    #expect(try !differs([]))
    #expect(try !differs([text("kill the process", 0)]))
    #expect(try !differs([text("kill", 0, .assistant), text("the process", 1, .assistant)]))
    #expect(try !differs([text("kill", 0, .system), text("the process", 1)]))
    #expect(try !differs([text("kill", 0), text("the process", 0)]), "two parts of one message")
  }

  @Test("judging the texts and what they say together gives what judging all at once gives")
  func together() throws {
    let texts = [text("how", 0), text("fox", 1, .assistant), text("kill the process", 2)]
    #expect(classifier.judgesTogether && !plain.judgesTogether)
    #expect(try plain.judge(together: texts) == nil)
    #expect(try classifier.judge(together: [texts[0]]) == nil)
    let together = try #require(try classifier.judge(together: texts))
    let parts = try texts.map { try plain.judge(prompt: [$0]) } + [together]
    let whole = try classifier.judge(prompt: texts)
    #expect(whole.harm == parts.map(\.harm).max())
    #expect(whole.attack == parts.compactMap(\.attack).max())
    #expect(together.worst?.message == 2 && together.worstRange == 0..<"kill the process".utf8.count)
  }

  @Test("earlier turns change what is said of the last user text")
  func turns() throws {
    let texts = [text("how", 0), text("fox", 1, .assistant), text("kill the process", 2)]
    let signals = try classifier.judge(prompt: texts)
    let alone = try plain.judge(prompt: texts)
    #expect(signals != alone)
    #expect(signals.harm >= alone.harm && (signals.attack ?? 0) >= (alone.attack ?? 0))
    for category in HazardCategory.allCases {
      #expect(signals.categories[category] ?? 0 >= alone.categories[category] ?? 1)
    }
  }

  @Test("three turns count and no more")
  func earlierTurns() throws {
    let turns = ["bomb bomb bomb", "the", "fox", "how", "kill the process"]
    func view(_ count: Int) throws -> PromptSignals {
      let texts = turns.suffix(count).enumerated().map { text($1, $0) }
      return try classifier.judge(prompt: texts)
    }
    let alone = try plain.judge(prompt: [text(turns[0], 0)])
    let four = try view(4)
    let five = try view(5)
    for category in HazardCategory.allCases {
      let expected = max(four.categories[category] ?? 0, alone.categories[category] ?? 0)
      #expect(five.categories[category] == expected)
    }
  }

  @Test("a long history is cut to its end, and the worst place is the last user text's")
  func longHistory() throws {
    let long = String(repeating: "the quick brown fox ", count: 2000)
    let last = "kill the process"
    let texts = [text(long, 0), text(last, 1)]
    let signals = try classifier.judge(prompt: texts)
    #expect(signals.harm.isFinite)
    if signals.worst?.message == 1 { #expect(signals.worstRange == 0..<last.utf8.count) }
  }
}
