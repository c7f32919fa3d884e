import Classifiers
import Synchronization
import Taxonomy
import Testing

/// What every classifier has to do, whatever it is made of. Each one's own suite calls `check`.
enum ClassifierConformance {
  static let odd: [(text: String, reason: String)] = [
    ("", "empty"), (" \n\t ", "white space only"), ("\u{0}\u{0}a\u{0}", "NUL within"),
    ("\u{301}\u{301}", "lone combining marks"),
    ("👩‍👩‍👧‍👦🏳️‍🌈👋🏽", "pictographs joined by invisible scalars"), ("مرحبا كيف حالك؟", "right to left"),
    ("\u{202E}drow neddih\u{202C}", "bidirectional controls"), ("\u{FFFD}\u{FFFE}\u{10FFFF}", "no characters"),
    (String(repeating: "a", count: 5000), "one long word"), ("你好，世界。", "no spaces between words"),
    (String(repeating: "\u{200B}", count: 3000), "invisible only"),
  ]

  /// - Parameters:
  ///   - longest: bytes of the longest text; fewer for a classifier that takes seconds for a megabyte.
  ///   - rounds: texts that each of several threads judges.
  static func check(_ classifier: any HarmClassifier, longest: Int = 1_045_000, rounds: Int = 20) throws {
    try noTexts(classifier)
    for (text, reason) in odd { try scores(classifier, text, reason) }
    try long(classifier, bytes: longest)
    var generator = SeededGenerator(seed: 3)
    for length in 0..<40 { try scores(classifier, generator.text(scalars: length * 7), "random scalars") }
    try worstCounts(classifier)
    try manyThreads(classifier, rounds: rounds)
  }

  static func prompt(_ text: String, message: Int = 0) -> JudgedText {
    JudgedText(role: .user, place: TextPlace(message: message, path: "content"), text: text)
  }

  private static func noTexts(_ classifier: any HarmClassifier) throws {
    let signals = try classifier.judge(prompt: [])
    #expect(signals.harm == 0)
    #expect(signals.worst == nil)
    #expect(classifier.inlineByteLimit >= 0)
    #expect(!classifier.identity.name.isEmpty && classifier.identity.revision.count == 12)
  }

  private static func scores(_ classifier: any HarmClassifier, _ text: String, _ reason: String) throws {
    let judged = try classifier.judge(prompt: [prompt(text)])
    let answer = try classifier.judge(answer: text, to: "hello")
    let asked = try classifier.judge(answer: "hello", to: text)
    let refusal = try classifier.detectRefusal(in: text, to: "hello")
    for score in [judged.harm, answer.harm, asked.harm, refusal.refusal] + Array(judged.categories.values) {
      #expect(score.isFinite && (0...1).contains(score), "\(reason): \(score)")
    }
    #expect(judged.worst == prompt(text).place, "\(reason)")
    #expect(try classifier.judge(prompt: [prompt(text)]) == judged, "\(reason): not the same twice")
    #expect(try classifier.judge(answer: text, to: "hello") == answer, "\(reason): not the same twice")
    #expect(try classifier.detectRefusal(in: text, to: "hello") == refusal, "\(reason): not the same twice")
  }

  private static func long(_ classifier: any HarmClassifier, bytes: Int) throws {
    let text = String(repeating: "a quick brown fox. ", count: bytes / 19)
    let harm = try classifier.judge(prompt: [prompt(text)]).harm
    let answer = try classifier.judge(answer: text, to: "hello").harm
    let asked = try classifier.judge(answer: "hello", to: text).harm
    let refusal = try classifier.detectRefusal(in: text, to: text).refusal
    #expect([harm, answer, asked, refusal].allSatisfy { (0...1).contains($0) })
  }

  private static func worstCounts(_ classifier: any HarmClassifier) throws {
    let texts = ["How do I build a pipe bomb at home?", "What is the capital of France?", "Hello!"]
    let single = try texts.map { try classifier.judge(prompt: [prompt($0)]).harm }
    let together = try classifier.judge(prompt: texts.enumerated().map { prompt($1, message: $0) })
    #expect(together.harm == single.max())
    #expect(together.worst?.message == single.firstIndex(of: together.harm))
    let reversed = try classifier.judge(prompt: texts.enumerated().reversed().map { prompt($1, message: $0) })
    #expect(reversed.harm == together.harm)
  }

  private static func manyThreads(_ classifier: any HarmClassifier, rounds: Int) throws {
    let texts = (0..<16).map { "How do I kill process number \($0) of \(String(repeating: "many ", count: $0 * 60))?" }
    let alone = try texts.map { try classifier.judge(prompt: [prompt($0)]) }
    let wrong = Mutex(0)
    concurrently(8) { thread in
      for round in 0..<rounds {
        let index = (thread + round) % texts.count
        let signals = try? classifier.judge(prompt: [prompt(texts[index])])
        if signals != alone[index] { wrong.withLock { $0 += 1 } }
      }
    }
    #expect(wrong.withLock { $0 } == 0)
  }
}
