import Classifiers
import Policy
import Taxonomy

/// A prompt, and an answer to it, scored and put to every policy that runs. Nothing of it is recorded or sent anywhere.
struct TextTrial {
  /// What is to be tried.
  struct Texts: Sendable, Equatable {
    /// Most UTF-8 bytes of either text.
    static let byteLimit = 32_768
    /// Most of a prompt whose words are looked through, which scores it again and again.
    static let wordsByteLimit = 2_000

    var prompt = ""
    /// Nil to try the prompt alone.
    var answer: String?
    var role = SpeakerRole.user
    var app = "local"
    var model: String?
    /// Whether the words that carried the score are looked for.
    var findsWords = false

    var facts: RouteFacts { RouteFacts(app: app, model: model) }
  }

  /// One window of the answer, as policies have it judged.
  struct Window: Sendable {
    /// UTF-8 bytes of the answer.
    var range: Range<Int>
    var signals: AnswerSignals
  }

  let texts: Texts
  let prompt: PromptSignals
  /// The words of the prompt that carried its score; nil where nobody looked.
  let words: [Explanation.Span]?
  /// The windows of the policy that the routes choose; empty without an answer.
  let windows: [Window]
  /// Nil without an answer.
  let refusal: RefusalSignals?
  /// What each policy would do, the one that the routes choose first.
  let policies: [TextExplanation]
  /// The policy that the routes choose for such a request; nil where there is none.
  let chosen: PolicyReference?

  /// Scores both texts. Takes milliseconds to seconds.
  ///
  /// - Parameter fallback: the policy that decides where no route says anything.
  init(
    _ texts: Texts, snapshot: PolicySnapshot, fallback: String, classifier: any HarmClassifier
  ) throws(ClassifierFailure) {
    self.texts = texts
    let text = JudgedText(role: texts.role, place: TextPlace(message: 0, path: "content"), text: texts.prompt)
    prompt = try classifier.judge(prompt: [text])
    let isLooked = texts.findsWords && texts.prompt.utf8.count <= Texts.wordsByteLimit
    words =
      isLooked
      ? try Explanation.spans(of: texts.prompt) { part throws(ClassifierFailure) in
        var judged = text
        judged.text = part
        return try classifier.judge(prompt: [judged]).harm
      } : nil
    let facts = texts.facts
    let first = snapshot.resolve(facts, fallback: fallback)
    chosen = first?.reference
    refusal = try texts.answer.map { answer throws(ClassifierFailure) in
      try classifier.explainRefusal(in: answer, to: texts.prompt)
    }
    var cuts: [ReleaseLengths: [(passage: PassageCutter.Passage, signals: AnswerSignals)]] = [:]
    var explanations: [TextExplanation] = []
    var windows: [Window] = []
    let names = (first.map { [$0.reference.name] } ?? []) + snapshot.names.filter { $0 != first?.reference.name }
    for policy in names.compactMap({ snapshot.policy(named: $0) }) {
      let lengths = ReleaseLengths(policy.release)
      if cuts[lengths] == nil {
        cuts[lengths] = try Self.judge(texts.answer, to: texts.prompt, in: lengths, by: classifier)
      }
      let passages = cuts[lengths] ?? []
      if explanations.isEmpty { windows = Self.windows(passages) }
      let looks = policy.decidesOnRefusals || policy.watchesRefusals
      let isChosen = policy.reference == first?.reference
      explanations.append(
        TextExplanation(
          prompt: texts.prompt, role: texts.role, response: texts.answer, languages: [],
          signals: PolicyTestSignals(
            prompt: prompt, passages: passages.map { ($0.passage.text, $0.signals) },
            refusal: looks ? refusal?.kind : nil),
          policy: policy,
          reason: isChosen ? snapshot.reason(for: facts) ?? "no route leads to another" : "",
          facts: facts))
    }
    self.windows = windows
    policies = explanations
  }

  /// How an answer is cut into passages.
  private struct ReleaseLengths: Hashable {
    var window: Int
    var context: Int

    init(_ release: ReleaseMode) { (window, context) = (release.window, release.context) }
  }

  private static func judge(
    _ answer: String?, to prompt: String, in lengths: ReleaseLengths, by classifier: any HarmClassifier
  ) throws(ClassifierFailure) -> [(passage: PassageCutter.Passage, signals: AnswerSignals)] {
    guard let answer else { return [] }
    var judged: [(passage: PassageCutter.Passage, signals: AnswerSignals)] = []
    for passage in PassageCutter.passages(of: answer, window: lengths.window, context: lengths.context) {
      judged.append((passage, try classifier.judge(answer: passage.text, to: prompt)))
    }
    return judged
  }

  private static func windows(
    _ passages: [(passage: PassageCutter.Passage, signals: AnswerSignals)]
  ) -> [Window] {
    var start = 0
    return passages.map { passage, signals in
      defer { start = passage.end }
      return Window(range: start..<passage.end, signals: signals)
    }
  }
}
