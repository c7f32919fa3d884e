import Taxonomy
import TextNormalising

/// What conditions look at: one judged text, what the classifier says of it, and who asks for what.
///
/// What costs something - views, phrases, expressions, personal data, the language - is found when a condition asks for it
/// first, and once.
struct StageInput {
  let stage: Stage
  /// Nil where the classifier gave none.
  let harm: Double?
  /// Why there is no harm; without meaning where there is.
  let failure: SignalsFailure
  let categories: [HazardCategory: Double]
  /// Nil for answers and where the classifier does not score attacks.
  let attack: Double?
  /// Nil for prompts, and for answers that were not looked at for it.
  let refusal: RefusalKind?
  /// Nil where only scores are known.
  let text: String?
  let role: SpeakerRole
  let facts: RouteFacts
  private let patterns: PolicyPatterns
  private var knownViews: [TextView]?
  private var knownFindings: PolicyPatterns.Findings?
  private var knownPersonalData: Set<PersonalDataKind>?
  private var knownLanguage: String??
  private var knownLength: Int?

  init(_ item: JudgedItem, facts: RouteFacts, patterns: PolicyPatterns) {
    self.init(
      item.signals, failure: item.failure, text: item.text.text, role: item.text.role, facts: facts, patterns: patterns)
  }

  /// - Parameter text: nil where only scores are known, so that no condition on the text holds.
  init(
    _ signals: PromptSignals?, failure: SignalsFailure = .failed, text: String?, role: SpeakerRole, facts: RouteFacts,
    patterns: PolicyPatterns
  ) {
    stage = .prompt
    harm = signals.flatMap { $0.harm.isNaN ? nil : $0.harm }
    // A score that is none is no matter of load.
    self.failure = signals == nil ? failure : .failed
    categories = signals?.categories ?? [:]
    attack = signals?.attack
    refusal = nil
    self.text = text
    self.role = role
    self.facts = facts
    self.patterns = patterns
  }

  /// - Parameter text: nil where only scores, or only the request, are known.
  init(
    _ signals: AnswerSignals?, failure: SignalsFailure = .failed, text: String?, refusal: RefusalKind?,
    facts: RouteFacts, patterns: PolicyPatterns
  ) {
    stage = .response
    harm = signals.flatMap { $0.harm.isNaN ? nil : $0.harm }
    self.failure = signals == nil ? failure : .failed
    categories = signals?.categories ?? [:]
    attack = nil
    self.refusal = refusal
    self.text = text
    role = .assistant
    self.facts = facts
    self.patterns = patterns
  }

  /// Whether the classifier gave the score that rules rest on.
  var isJudged: Bool { harm != nil }

  /// The category that stands out most; nil where none has a score.
  var worstCategory: HazardCategory? {
    HazardCategory.allCases.filter { categories[$0] != nil }.max { (categories[$0] ?? 0) < (categories[$1] ?? 0) }
  }

  /// The normalised text first.
  mutating func views() -> [TextView]? {
    guard let text else { return nil }
    if let knownViews { return knownViews }
    let views = TextNormaliser.views(of: text)
    knownViews = views
    return views
  }

  /// Whether a phrase of one of these lists is in the text; nil where the text is not known.
  mutating func hasPhrase(of lists: [Int]) -> Bool? {
    find()
    guard knownFindings != nil else { return nil }
    // Asked for by many rules: what was found is looked at in its place, and not copied.
    for list in lists where knownFindings?.lists.contains(list) == true { return true }
    return false
  }

  /// Whether one of these expressions matches; nil where the text is not known.
  mutating func matches(_ expressions: [Int]) -> Bool? {
    find()
    guard knownFindings != nil else { return nil }
    for expression in expressions where knownFindings?.expressions.contains(expression) == true { return true }
    return false
  }

  private mutating func find() {
    guard knownFindings == nil, let views = views() else { return }
    knownFindings = patterns.findings(in: views)
  }

  /// Whether personal data of one of these kinds is in the text; nil where the text is not known.
  mutating func hasPersonalData(of kinds: [PersonalDataKind]) -> Bool? {
    if knownPersonalData == nil { knownPersonalData = personalData() }
    return knownPersonalData.map { found in kinds.contains { found.contains($0) } }
  }

  mutating func personalData() -> Set<PersonalDataKind>? {
    if let knownPersonalData { return knownPersonalData }
    guard let text, let views = views() else { return nil }
    var kinds = patterns.personalData(in: text)
    for view in views where view.text != text {
      kinds.formUnion(patterns.personalData(in: view.text))
    }
    knownPersonalData = kinds
    return kinds
  }

  /// Unicode scalars of the text as it came.
  mutating func length() -> Int? {
    if let knownLength { return knownLength }
    guard var text else { return nil }
    let length = text.withUTF8 { bytes in
      var count = 0
      // Scalars begin with the bytes that do not continue one; a loop that the compiler makes many bytes at a time of.
      for index in 0..<bytes.count where unsafe bytes[index] & 0xC0 != 0x80 { count &+= 1 }
      return count
    }
    knownLength = length
    return length
  }

  /// Nil when it cannot be told.
  mutating func language() -> String? {
    if let knownLanguage { return knownLanguage }
    let language = views()?.first.flatMap { LanguageGuess.of($0.text) }
    knownLanguage = .some(language)
    return language
  }
}
