import Policy
import RefusalLog
import Taxonomy

/// The rules of a record's policy, tried on what the record holds.
struct RecordReasonsView {
  let record: RefusalRecord
  let reasons: RecordReasons

  var html: HTML {
    HTML {
      tag(.p) { basis }
      if let explanation = reasons.explanation {
        if let outcome { tag(.p) { outcome } }
        if reasons.basis != .gone, isIncomplete {
          tag(.p, .class("origin")) {
            "What the record does not hold, such as its whole text, leaves a condition on it unknown."
          }
        }
        rules("Rules for the prompt", explanation.prompt, none: "This policy judges no prompts.")
        if !explanation.answer.isEmpty || reasons.judgesAnswers {
          rules("Rules for the answer", explanation.answer, none: "There was no answer to judge.")
        }
      }
    }
  }

  @HTMLBuilder private var basis: HTML {
    switch reasons.basis {
    case .asItWas:
      "These are the rules that decided: revision "
      tag(.code) { record.policy.revision }
      " of policy "
      HTML.recorded(record.policy.name)
      " still runs."
    case .asItIs(let revision):
      "The rules that decided, revision "
      tag(.code) { record.policy.revision }
      ", run no more. These are those of policy "
      HTML.recorded(record.policy.name)
      " as it runs now, revision "
      tag(.code) { revision }
      "."
    case .gone:
      "No policy "
      HTML.recorded(record.policy.name)
      " runs any more, so its rules cannot be shown."
    }
  }

  private var isIncomplete: Bool {
    reasons.explanation.map { ($0.prompt + $0.answer).contains { $0.result == .unknown } } ?? false
  }

  /// What the policy that runs would do with the same request.
  private var outcome: HTML? {
    guard case .asItIs = reasons.basis, let replayed = reasons.replayed else { return nil }
    return HTML {
      "Now the same request would be "
      tag(.strong) { Self.words(replayed.action) }
      if !replayed.ruleIDs.isEmpty {
        ", by "
        HTML.joined(replayed.ruleIDs.map { id in tag(.code) { id } }, separator: HTML(", "))
      }
      "."
    }
  }

  private func rules(_ title: String, _ rules: [RuleExplanation], none: String) -> HTML {
    HTML {
      tag(.h3) { title }
      if rules.isEmpty { tag(.p, .class("nothing")) { none } } else { RuleList(rules: rules).html }
    }
  }

  private static func words(_ action: ReplayedDecision.Action) -> String {
    switch action {
    case .allow: "let through"
    case .monitor: "let through and noted"
    case .judge: "put to a guard model"
    case .refuse: "refused"
    case .cut: "answered with the policy’s message in place of the model’s answer"
    case .unknown: "decided by what the record does not hold"
    }
  }
}
