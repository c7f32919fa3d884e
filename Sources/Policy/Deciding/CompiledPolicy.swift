package import Taxonomy

/// A policy ready to decide, with the revision of the folder that it came from. Immutable, and a pointer to copy.
package struct CompiledPolicy: Sendable {
  /// Name and revision, for headers and records.
  package let reference: PolicyReference
  let storage: Storage

  final class Storage: Sendable {
    let definition: PolicyDefinition
    /// Rules in the order in which they are tried.
    let promptRules: [PolicyRule]
    let responseRules: [PolicyRule]
    let promptPatterns: PolicyPatterns
    let responsePatterns: PolicyPatterns
    /// What is replaced in answers.
    let answerRedactions: [PolicyRule]
    /// What is replaced in records; nil where they are not redacted.
    let recordRedaction: RecordRedaction?
    /// The phrases and expressions that conditions name by index, for whoever writes conditions out.
    let patternTexts: PatternTexts

    init(_ definition: PolicyDefinition, patterns table: PatternTable) throws(PatternsFault) {
      self.definition = definition
      patternTexts = PatternTexts(table)
      promptRules = definition.rules(.prompt)
      responseRules = definition.rules(.response)
      promptPatterns = try table.patterns(of: definition.conditions(.prompt))
      responsePatterns = try table.patterns(of: definition.conditions(.response))
      answerRedactions = definition.mode == .enforce ? responseRules.filter { $0.isEnforcedRedaction } : []
      recordRedaction = try RecordRedaction(definition, patterns: table)
    }

    init(enforcing other: Storage) {
      var definition = other.definition
      definition.mode = .enforce
      self.definition = definition
      patternTexts = other.patternTexts
      promptRules = other.promptRules
      responseRules = other.responseRules
      promptPatterns = other.promptPatterns
      responsePatterns = other.responsePatterns
      answerRedactions = other.responseRules.filter { $0.isEnforcedRedaction }
      recordRedaction = other.recordRedaction
    }
  }

  init(_ definition: PolicyDefinition, revision: String, patterns: PatternTable) throws(PatternsFault) {
    reference = PolicyReference(name: definition.name, revision: revision)
    storage = try Storage(definition, patterns: patterns)
  }

  private init(_ reference: PolicyReference, _ storage: Storage) {
    self.reference = reference
    self.storage = storage
  }

  /// The policy as it would decide in `mode: enforce`.
  var enforced: CompiledPolicy { mode == .enforce ? self : CompiledPolicy(reference, Storage(enforcing: storage)) }

  var definition: PolicyDefinition { storage.definition }

  package var mode: PolicyMode { storage.definition.mode }
  /// Whether prompts are to be judged before generation.
  package var judgesPrompt: Bool { !storage.definition.prompt.rules.isEmpty }
  /// Whether answers are to be judged before release.
  package var judgesAnswers: Bool { !storage.definition.response.rules.isEmpty }
  /// Whether rules for answers look at whether the answer refuses.
  package var decidesOnRefusals: Bool {
    storage.definition.conditions(.response).flatMap(\.leaves).contains {
      if case .refusal = $0 { true } else { false }
    }
  }
  /// Whether answers are to be looked at for refusals.
  package var watchesRefusals: Bool { storage.definition.falseRefusals != nil }
  /// What follows from a suspected false refusal; nil when the policy does not watch for them.
  package var falseRefusalAction: FalseRefusalAction? { storage.definition.falseRefusals?.action }
  /// How a model that is suspected of a false refusal is asked once more; nil when it is not, as in `mode: monitor`.
  package var retry: RetryRequest? { mode == .enforce ? storage.definition.falseRefusals?.retry : nil }
  /// Whether nothing of an answer may leave, its head included, before it is known whether its beginning is a suspected
  /// false refusal: the head says so. Answers to prompts that are not `looksHarmless(promptHarm:)` are none.
  package var holdsForRefusal: Bool {
    switch falseRefusalAction {
    case .annotate: true
    // Nobody is asked again in `mode: monitor`, so nothing has to wait.
    case .retry: retry != nil
    case .record, nil: false
    }
  }
  package var release: ReleaseMode { storage.definition.response.release }
  package var recordContent: RecordContent { storage.definition.recordContent }
  /// How long its records are kept; nil where nobody but an operator purges them.
  package var recordRetention: Duration? { storage.definition.recordRetention }
  package var onClassifierFailure: Decision.Action { storage.definition.onClassifierFailure }
  /// What follows for a text that was not taken in, since too many wait to be judged.
  package var onOverload: Decision.Action { storage.definition.action(on: .overloaded) }
  /// What follows from parts and fields of a request that its protocol does not define; `mode: monitor` refuses nothing.
  package var unknownContent: Decision.Action { enforced(storage.definition.prompt.unknownContent) }
  /// What follows from a prompt in token numbers; `mode: monitor` refuses nothing.
  package var tokenPrompts: Decision.Action { enforced(storage.definition.tokenPrompts) }
  /// What follows from images, sound and files; `mode: monitor` refuses nothing.
  package var media: Decision.Action { enforced(storage.definition.prompt.media) }
  /// Whether a request goes upstream while its prompt is judged.
  ///
  /// INVARIANT: no ruling of a policy that says so changes a request. The reader refuses such files; what went out as it
  /// came could not be called back, so it is not left to the reader alone.
  package var startsInParallel: Bool {
    storage.definition.prompt.start == .parallel && !storage.promptRules.contains { $0.changesRequests }
  }

  /// The texts that the classifier is to judge, in the order of the request; none when prompts are not judged.
  ///
  /// Of the messages, the last `turns` count. Texts outside messages, such as tool definitions, have no turn and
  /// count whenever their role is listed.
  package func judgedTexts(of conversation: Conversation) -> [JudgedText] {
    judgedIndices(of: conversation).map { conversation.texts[$0] }
  }

  /// Where these texts stand among the conversation's.
  package func judgedIndices(of conversation: Conversation) -> [Int] {
    guard judgesPrompt else { return [] }
    let stage = storage.definition.prompt
    let first = stage.turns >= conversation.messageCount ? 0 : conversation.messageCount - stage.turns
    return conversation.texts.indices.filter { index in
      let text = conversation.texts[index]
      return stage.roles.contains(text.role) && text.place.message ?? .max >= first
    }
  }

  /// What follows when the classifier gave no score: the policy's `on_classifier_failure`, or its `on_overload`.
  package func decideOnClassifierFailure(_ stage: Stage, _ failure: SignalsFailure = .failed) -> Decision {
    let action = storage.definition.action(on: failure)
    return Decision(
      stage: stage, action: action, cause: .classifierFailure, isEnforced: mode == .enforce,
      messageKey: action == .refuse ? MessageCatalogue.defaultKey : nil)
  }

  private func enforced(_ action: Decision.Action) -> Decision.Action { mode == .enforce ? action : .allow }

  /// Whether an answer of this kind, to a prompt of this harm, was probably withheld from someone harmless.
  package func isSuspectedFalseRefusal(promptHarm: Double, refusal: RefusalKind) -> Bool {
    looksHarmless(promptHarm: promptHarm) && storage.definition.falseRefusals?.kinds.contains(refusal) == true
  }

  /// Whether a prompt of this harm looks harmless by the range of `false_refusals`: the denominator of their rate.
  package func looksHarmless(promptHarm: Double) -> Bool {
    storage.definition.falseRefusals?.promptHarm.contains(promptHarm) ?? false
  }

  /// The text of a refusal in the first of the languages that it is written in, else in English, else in the first.
  ///
  /// - Parameters:
  ///   - key: from the decision; nil and an unknown one stand for `default`.
  ///   - languages: primary language subtags in lower case, the preferred first; asked for only where the message has
  ///     several.
  ///   - decision: stands for `{decision}`.
  ///   - category: stands for `{category}`.
  package func message(
    _ key: String?, languages: @autoclosure () -> [String], decision: DecisionID, category: HazardCategory? = nil
  ) -> String {
    MessageCatalogue.filled(
      storage.definition.messages.message(key, languages: languages), decision: decision, category: category)
  }

  /// The languages to answer in: that of the prompt, where it can be told, then those that the client asked for.
  package static func languages(ofPrompt prompt: String, accepted: [String]) -> [String] {
    guard let language = LanguageGuess.of(prompt) else { return accepted }
    return [language] + accepted.filter { $0 != language }
  }
}

extension PolicyRule {
  /// Whether a request is another one when it fires.
  var changesRequests: Bool {
    switch action {
    case .redact, .rewrite: mode == .enforce
    case .allow, .refuse, .judge, .annotate: false
    }
  }

  var isEnforcedRedaction: Bool {
    guard mode == .enforce, case .redact = action else { return false }
    return true
  }
}

extension PolicyDefinition {
  /// What follows where there are no scores.
  func action(on failure: SignalsFailure) -> Decision.Action {
    switch failure {
    case .failed: onClassifierFailure
    case .overloaded: onOverload ?? onClassifierFailure
    }
  }

  /// What follows from a prompt in token numbers: nobody can judge them, so they pass unsaid only where nothing is judged.
  var tokenPrompts: Decision.Action { prompt.tokenPrompts ?? (prompt.rules.isEmpty ? .allow : .refuse) }

  /// All conditions of a stage's rules and exceptions.
  func conditions(_ stage: Stage) -> [Condition] {
    let rules = stage == .prompt ? prompt.rules : response.rules
    let narrowing = exceptions.filter { $0.stage == stage }
    return rules.map(\.condition) + narrowing.map(\.match) + narrowing.compactMap(\.unless)
  }
}
