package import Policy
import Taxonomy

/// What comes out for one text.
package struct ExplainedOutcome: Encodable {
  /// What is done, in a word; the words of the header `x-evenkeel-action`, and `judge`.
  package enum Action: String, Encodable {
    case allow, change, monitor, judge, refuse, cut
  }

  package var action: Action
  /// `rules`, or `classifier_failure`.
  package var cause: String
  /// Ids of the rules that fired.
  package var rules: [String]
  package var category: String?
  /// Key of the refusal's message, and what it says; `{decision}` is filled with an id of zeros.
  package var messageKey: String?
  package var message: String?
  /// `completion` or `error`.
  package var form: String?
  /// The text that is sent on, where it is another one.
  package var text: String?
  /// How the system message changes.
  package var system: [String]
  package var annotations: [String]
  /// Exceptions that kept a rule from counting.
  package var exceptions: [String]
  /// Guard models that would be asked.
  package var guardModels: [String]

  package init(_ stage: StageExplanation, of text: String, under policy: CompiledPolicy, languages: [String]) {
    let (ruling, decision) = (stage.ruling, stage.ruling.decision)
    self.text = stage.text == text ? nil : stage.text
    if decision.withholds {
      action = stage.stage == .prompt ? .refuse : .cut
    } else if !ruling.questions.isEmpty {
      action = .judge
    } else if decision.action == .refuse {
      action = .monitor
    } else {
      action = ruling.changesRequest || self.text != nil ? .change : .allow
    }
    cause = decision.cause.rawValue
    rules = decision.ruleIDs
    category = ruling.category?.rawValue
    if decision.action == .refuse {
      messageKey = decision.messageKey
      message = policy.message(
        decision.messageKey, languages: languages, decision: DecisionID(milliseconds: 0, random: (0, 0)),
        category: ruling.category)
      form = ruling.form.rawValue
    }
    system = ruling.systemChanges.map { change in
      switch change {
      case .prepend(let text): "prepend: \(text)"
      case .replace(let text): "replace: \(text)"
      }
    }
    annotations = ruling.annotations
    exceptions = ruling.exceptions
    guardModels = ruling.questions.map(\.guardModel.name)
  }
}
