import Policy

/// What one policy would do about a trial's texts, and why.
struct PolicyTrialView {
  let explanation: TextExplanation
  /// Whether the routes choose it for such a request.
  let isChosen: Bool

  var html: HTML {
    HTML(.details, [.class("policy-trial")] + (isChosen ? [.open] : [])) {
      tag(.summary) {
        tag(.strong) { name }
        outcome("Prompt", explanation.prompt.outcome)
        if let shown { outcome("Answer", shown.outcome) }
        if isChosen { HTML.badge("decides", .accent) }
        if explanation.mode != "enforce" { HTML.badge("mode \(explanation.mode)") }
      }
      tag(.div, .class("policy-trial-body")) {
        if isChosen { tag(.p, .class("origin")) { "It decides: \(explanation.reason)." } }
        if !explanation.isJudged {
          tag(.p) {
            "This policy does not judge texts of "
            tag(.code) { explanation.role }
            ". If it did:"
          }
        }
        part("Prompt", explanation.prompt)
        if let shown, let passages = explanation.passages {
          if explanation.prompt.outcome.action == .refuse {
            tag(.p) { "The prompt is refused, so there would be no answer. If there were:" }
          }
          part(passages.count == 1 ? "Answer" : "Answer, window \(place + 1) of \(passages.count)", shown)
          if explanation.isSuspectedFalseRefusal == true {
            HTML.notice(.warning) { "This answer would be recorded as a suspected false refusal." }
          }
        }
      }
    }
  }

  private var name: String { String(explanation.policy.prefix { $0 != "@" }) }

  private var place: Int { explanation.shownPassage ?? 0 }

  private var shown: TextExplanation.Part? { explanation.shownPassage.flatMap { explanation.passages?[$0] } }

  private func outcome(_ subject: String, _ outcome: ExplainedOutcome) -> HTML {
    tag(.span, .class("outcome")) {
      tag(.span, .class("origin")) { subject + " " }
      HTML.badge(outcome.action.words, outcome.action.tone)
      if !outcome.rules.isEmpty, outcome.action != .allow {
        " "
        tag(.span, .class("origin")) { "by \(outcome.rules.joined(separator: ", "))" }
      }
    }
  }

  private func part(_ title: String, _ part: TextExplanation.Part) -> HTML {
    tag(.section) {
      tag(.h3) { title }
      effects(part.outcome)
      if part.rules.isEmpty {
        tag(.p, .class("nothing")) { "No rules: not judged." }
      } else {
        RuleList(rules: part.rules).html
      }
    }
  }

  /// What the client and the model would get in place of what was sent.
  private func effects(_ outcome: ExplainedOutcome) -> HTML {
    HTML {
      if let message = outcome.message {
        tag(.p, .class("origin")) {
          "The client gets the message "
          tag(.code) { outcome.messageKey ?? "default" }
          ":"
        }
        HTML.recordedBlock(message)
      }
      if let text = outcome.text {
        tag(.p, .class("origin")) { "It goes on as:" }
        HTML.recordedBlock(text)
      }
      for change in outcome.system {
        tag(.p, .class("origin")) { "The system message changes:" }
        HTML.recordedBlock(change)
      }
      if !outcome.annotations.isEmpty {
        tag(.p) { "The answer is marked by \(outcome.annotations.joined(separator: ", "))." }
      }
      if !outcome.guardModels.isEmpty {
        tag(.p) { "Guard models would be asked: \(outcome.guardModels.joined(separator: ", "))." }
      }
      if outcome.cause != "rules" { tag(.p) { "The classifier gave no score, and the policy decides for that case." } }
    }
  }
}

extension ExplainedOutcome.Action {
  fileprivate var words: String {
    switch self {
    case .allow: "passes"
    case .change: "is changed"
    case .monitor: "is noted"
    case .judge: "asks a guard model"
    case .refuse: "is refused"
    case .cut: "is withheld"
    }
  }

  fileprivate var tone: Tone {
    switch self {
    case .allow: .good
    case .change, .monitor, .judge: .warning
    case .refuse, .cut: .bad
    }
  }
}
