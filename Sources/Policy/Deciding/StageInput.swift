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
    self.init(item.signals, text: item.text.text, role: item.text.role, facts: facts, patterns: patterns)
  }

  /// - Parameter text: nil where only scores are known, so that no condition on the text holds.
  init(_ signals: PromptSignals?, text: String?, role: SpeakerRole, facts: RouteFacts, patterns: PolicyPatterns) {
    stage = .prompt
    harm = signals.flatMap { $0.harm.isNaN ? nil : $0.harm }
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
    _ signals: AnswerSignals?, text: String?, refusal: RefusalKind?, facts: RouteFacts, patterns: PolicyPatterns
  ) {
    stage = .response
    harm = signals.flatMap { $0.harm.isNaN ? nil : $0.harm }
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

  mutating func findings() -> PolicyPatterns.Findings? {
    if let knownFindings { return knownFindings }
    guard let views = views() else { return nil }
    let findings = patterns.findings(in: views)
    knownFindings = findings
    return findings
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
    knownLength = text?.unicodeScalars.count
    return knownLength
  }

  /// Nil when it cannot be told.
  mutating func language() -> String? {
    if let knownLanguage { return knownLanguage }
    let language = views()?.first.flatMap { LanguageGuess.of($0.text) }
    knownLanguage = .some(language)
    return language
  }
}
