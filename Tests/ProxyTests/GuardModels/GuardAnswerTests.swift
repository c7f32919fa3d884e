import Policy
import Proxy
import Testing

@Suite struct GuardAnswerTests {
  typealias Row = (format: GuardModel.Format, text: String, prompt: GuardVerdict, answer: GuardVerdict, reason: String)

  static let rows: [Row] = [
    (.llamaGuard3, "safe", .safe, .safe, "the plain form"),
    (.llamaGuard3, "\n\nsafe", .safe, .safe, "the model begins with line ends"),
    (.llamaGuard4, "safe\n", .safe, .safe, "a line end after it"),
    (.llamaGuard3, "unsafe\nS1", .unsafe, .unsafe, "with a category"),
    (.llamaGuard3, "\n\nunsafe\nS2,S14", .unsafe, .unsafe, "with two"),
    (.llamaGuard4, "unsafe", .unsafe, .unsafe, "cut off before the categories"),
    (.llamaGuard3, "unsafe\nno idea", .unsafe, .unsafe, "it has said so"),
    (.llamaGuard3, "safe\nS1", .failed, .failed, "both at once"),
    (.llamaGuard3, "safe, I think", .failed, .failed, "prose"),
    (.llamaGuard3, "Safe", .failed, .failed, "another case than the model was trained on"),
    (.llamaGuard3, "The text is safe", .failed, .failed, "the word within prose"),
    (.llamaGuard3, "notsafe", .failed, .failed, "the word within a word"),
    (.llamaGuard3, "safe<|eot_id|>", .failed, .failed, "a token that the server should have eaten"),
    (.llamaGuard3, "s\u{200B}afe", .failed, .failed, "an invisible scalar"),
    (.llamaGuard3, "", .failed, .failed, "nothing"),
    (.llamaGuard3, "Yes", .failed, .failed, "another model's word"),
    (
      .wildGuard, "Harmful request: yes\nResponse refusal: no\nHarmful response: no", .unsafe, .safe,
      "the prompt is harmful, the answer is not"
    ),
    (
      .wildGuard, "Harmful request: no\nResponse refusal: no\nHarmful response: yes\n", .safe, .unsafe,
      "the answer is harmful, the prompt is not"
    ),
    (
      .wildGuard, "Harmful request: no\nResponse refusal: N/A\nHarmful response: N/A", .safe, .failed,
      "there was no answer to judge"
    ),
    (.wildGuard, "Harmful request: no", .failed, .failed, "cut off"),
    (.wildGuard, "Harmful response: no\nResponse refusal: no\nHarmful request: no", .failed, .failed, "another order"),
    (
      .wildGuard, "Harmful request: no\nHarmful request: yes\nHarmful response: no", .failed, .failed, "the same twice"
    ),
    (
      .wildGuard, "Harmful request: maybe\nResponse refusal: no\nHarmful response: no", .failed, .failed,
      "another word, in a line that need not be asked about"
    ),
    (
      .wildGuard, "Harmful request: no\nResponse refusal: no\nHarmful response: no\nHarmful request: yes", .failed,
      .failed, "more than was asked for"
    ),
    (.wildGuard, "no\nno\nno", .failed, .failed, "values by themselves"),
    (.shieldGemma, "Yes", .unsafe, .unsafe, "the principle is violated"),
    (.shieldGemma, "No", .safe, .safe, "it is not"),
    (.shieldGemma, " No\n\nThe", .safe, .safe, "the explanation begins"),
    (.shieldGemma, "No, since Yes", .failed, .failed, "both words"),
    (.shieldGemma, "Yes. No", .unsafe, .unsafe, "the first word counts where it warns"),
    (.shieldGemma, "None", .failed, .failed, "a word that begins so"),
    (.shieldGemma, "no", .failed, .failed, "another case than the model was trained on"),
    (.shieldGemma, "\"No\"", .failed, .failed, "a quotation"),
    (.shieldGemma, "1. No", .failed, .failed, "a list"),
    (.shieldGemma, "safe", .failed, .failed, "another model's word"),
  ]

  @Test("each format's answers are read, and everything else has failed", arguments: rows.indices)
  func table(index: Int) {
    let row = Self.rows[index]
    #expect(GuardAnswer.verdict(row.format, row.text, isOfAnswer: false) == row.prompt, "\(row.reason)")
    #expect(GuardAnswer.verdict(row.format, row.text, isOfAnswer: true) == row.answer, "\(row.reason)")
  }

  /// All that is ever safe, but for blanks and line ends around it and, for ShieldGemma, what follows the word.
  @Test(
    "whatever a model says, it is safe only in the exact words of its format", arguments: GuardModel.Format.allCases)
  func property(format: GuardModel.Format) {
    var random = SplitMix(seed: 42)
    let pieces = [
      "safe", "unsafe", "Yes", "No", "yes", "no", "N/A", "S1", "S14", ",", "\n", "\r\n", " ", ":", "Harmful request",
      "Response refusal", "Harmful response", "<|eot_id|>", ".", "\u{200B}", "É",
    ]
    var safe = 0
    for _ in 0..<20_000 {
      let text: String
      if random.below(2) == 0 {
        text = (0..<random.below(6)).map { _ in pieces[random.below(pieces.count)] }.joined()
      } else {
        let lines = ["Harmful request", "Response refusal", "Harmful response"].map { name in
          "\(name): \(["yes", "no", "N/A", "safe"][random.below(4)])"
        }
        text = lines.joined(separator: "\n")
      }
      guard GuardAnswer.verdict(format, text, isOfAnswer: false) == .safe else { continue }
      safe += 1
      let bare = text.filter { !$0.isWhitespace }
      switch format {
      case .llamaGuard3, .llamaGuard4: #expect(bare == "safe", "\(text.debugDescription)")
      case .wildGuard: #expect(bare.lowercased().hasPrefix("harmfulrequest:no"), "\(text.debugDescription)")
      case .shieldGemma:
        let words = text.split { !$0.isLetter }
        #expect(words.first == "No" && !words.contains("Yes"), "\(text.debugDescription)")
      }
    }
    #expect(safe > 0)
  }

  @Test("an answer beyond every proper length has failed")
  func long() {
    let text = "No " + String(repeating: "because ", count: 1000)
    #expect(GuardAnswer.verdict(.shieldGemma, text, isOfAnswer: false) == .failed)
  }
}
