package import Taxonomy

/// A policy ready to decide, with the revision of the folder that it came from. Immutable, and a pointer to copy.
package struct CompiledPolicy: Sendable {
  /// Name and revision, for headers and records.
  package let reference: PolicyReference
  private let storage: Storage

  private final class Storage: Sendable {
    let definition: PolicyDefinition
    init(_ definition: PolicyDefinition) { self.definition = definition }
  }

  init(_ definition: PolicyDefinition, revision: String) {
    reference = PolicyReference(name: definition.name, revision: revision)
    storage = Storage(definition)
  }

  var definition: PolicyDefinition { storage.definition }

  package var mode: PolicyMode { storage.definition.mode }
  /// Whether prompts are to be judged before generation.
  package var judgesPrompt: Bool { !storage.definition.prompt.rules.isEmpty }
  /// Whether answers are to be judged before release.
  package var judgesAnswers: Bool { !storage.definition.response.rules.isEmpty }
  /// Whether answers are to be looked at for refusals.
  package var watchesRefusals: Bool { storage.definition.falseRefusals != nil }
  /// What follows from a suspected false refusal; nil when the policy does not watch for them.
  package var falseRefusalAction: FalseRefusalAction? { storage.definition.falseRefusals?.action }
  package var release: ReleaseMode { storage.definition.response.release }
  package var recordContent: RecordContent { storage.definition.recordContent }
  package var onClassifierFailure: Decision.Action { storage.definition.onClassifierFailure }

  /// The texts that the classifier is to judge, in the order of the request; none when prompts are not judged.
  ///
  /// Of the messages, the last `turns` count. Texts outside messages, such as tool definitions, have no turn and
  /// count whenever their role is listed.
  package func judgedTexts(of conversation: Conversation) -> [JudgedText] {
    guard judgesPrompt else { return [] }
    let stage = storage.definition.prompt
    let first = stage.turns >= conversation.messageCount ? 0 : conversation.messageCount - stage.turns
    return conversation.texts.filter { text in
      stage.roles.contains(text.role) && text.place.message ?? .max >= first
    }
  }

  /// What the rules for prompts say. A harm that is not a number counts as a failure of the classifier.
  package func decide(prompt signals: PromptSignals) -> Decision {
    guard !signals.harm.isNaN else { return decideOnClassifierFailure(.prompt) }
    return decide(storage.definition.prompt.rules, StageSignals(signals))
  }

  /// What the rules for answers say. A harm that is not a number counts as a failure of the classifier.
  package func decide(answer signals: AnswerSignals) -> Decision {
    guard !signals.harm.isNaN else { return decideOnClassifierFailure(.response) }
    return decide(storage.definition.response.rules, StageSignals(signals))
  }

  /// What follows when the classifier gave no score: the policy's `on_classifier_failure`.
  package func decideOnClassifierFailure(_ stage: Stage) -> Decision {
    Decision(
      stage: stage, action: onClassifierFailure, cause: .classifierFailure, isEnforced: mode == .enforce,
      messageKey: onClassifierFailure == .refuse ? MessageCatalogue.defaultKey : nil)
  }

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
  ///   - languages: primary language subtags in lower case, the preferred first.
  package func message(_ key: String?, languages: [String]) -> String {
    storage.definition.messages.message(key, languages: languages)
  }

  private func decide(_ rules: [PolicyRule], _ signals: StageSignals) -> Decision {
    let outcome = RuleOutcome.of(rules, signals)
    guard let index = outcome.deciding ?? outcome.noted.first else {
      return Decision(stage: signals.stage, action: .allow, isEnforced: mode == .enforce)
    }
    var fired = outcome.noted
    if let deciding = outcome.deciding { fired.append(deciding) }
    return Decision(
      stage: signals.stage, action: rules[index].action, ruleIDs: fired.map { rules[$0].id },
      isEnforced: mode == .enforce && outcome.deciding != nil, messageKey: rules[index].messageKey)
  }
}
