import Console
import Foundation
import Policy

/// An explanation as people read it.
enum ExplanationListing {
  /// Categories below this are not listed.
  private static let leastCategory = 0.1

  static func text(of explanation: TextExplanation) -> String {
    var lines = ["policy   \(explanation.policy), mode \(explanation.mode): \(explanation.reason.printable)"]
    lines.append("prompt   \(scores(explanation.prompt.scores))")
    if !explanation.isJudged {
      lines.append("         texts of `\(explanation.role)` are not judged by this policy; if they were:")
    }
    lines += rules(explanation.prompt)
    lines += outcome(explanation.prompt.outcome)
    guard let passages = explanation.passages, let shown = explanation.shownPassage else {
      return lines.map { $0 + "\n" }.joined()
    }
    lines.append("")
    let place = passages.count == 1 ? "" : "passage \(shown + 1) of \(passages.count), "
    lines.append("answer   \(place)\(scores(passages[shown].scores))")
    if let refusal = explanation.refusal {
      let suspicion = explanation.isSuspectedFalseRefusal == true ? ", a suspected false refusal" : ""
      lines.append("         refusal: \(refusal)\(suspicion)")
    }
    if explanation.prompt.outcome.action == .refuse {
      lines.append("         the prompt is refused, so there would be no answer; if there were:")
    }
    lines += rules(passages[shown])
    lines += outcome(passages[shown].outcome)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func scores(_ scores: TextExplanation.Scores) -> String {
    var parts = ["harm \(number(scores.harm))"]
    if let attack = scores.attack { parts.append("attack \(number(attack))") }
    let worst = scores.categories.filter { $0.value >= leastCategory }.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }
    parts += worst.map { "\($0.key) \(number($0.value))" }
    return parts.joined(separator: ", ")
  }

  private static func rules(_ part: TextExplanation.Part) -> [String] {
    guard !part.rules.isEmpty else { return ["", "  no rules: not judged"] }
    var lines: [String] = []
    for (index, rule) in part.rules.enumerated() {
      let marks = (rule.isAlways ? " (always)" : "") + (rule.isMonitored ? " (monitor)" : "")
      lines.append("")
      lines.append("  \(index + 1). \(rule.id)\(marks): \(rule.action.printable)  [\(rule.place.printable)]")
      lines += trace(rule.condition, indent: "     ")
      for exception in rule.exceptions {
        lines.append("     exception \(exception.id): \(exception.applies ? "applies" : "does not apply")")
        lines.append("       match")
        lines += trace(exception.match, indent: "         ")
        if let unless = exception.unless {
          lines.append("       unless")
          lines += trace(unless, indent: "         ")
        }
      }
      lines.append("     => \(result(rule))")
    }
    return lines
  }

  private static func trace(_ trace: ConditionTrace, indent: String) -> [String] {
    let verdict = trace.holds.map { $0 ? "holds   " : "not     " } ?? "unknown "
    let input = trace.input.isEmpty ? "" : "  <- \(trace.input.printable)"
    return ["\(indent)\(verdict)\(trace.words.printable)\(input)"]
      + trace.parts.flatMap { self.trace($0, indent: indent + "  ") }
  }

  private static func result(_ rule: RuleExplanation) -> String {
    switch rule.result {
    case .decided: "fired, and settled the matter"
    case .fired: "fired, and the rules below are tried"
    case .noted: "fired in mode monitor: noted, and the rules below decide"
    case .asks: "fired: a guard model would be asked now"
    case .notMet: "did not fire"
    case .unknown: "did not fire: it is unknown whether its condition holds"
    case .skipped:
      "did not count: exception \(rule.exceptions.first { $0.applies }?.id ?? "") applies"
    case .notTried: "not tried: a rule above settled the matter"
    }
  }

  private static func outcome(_ outcome: ExplainedOutcome) -> [String] {
    var lines = ["", "outcome  \(word(outcome))"]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append("  \(name.padding(toLength: 9, withPad: " ", startingAt: 0)) \(value.printable)") }
    }
    add("category", outcome.category)
    if let message = outcome.message {
      add("message", "\(outcome.messageKey ?? ""): \(message)")
      add("as", outcome.form)
    }
    add("text", outcome.text)
    for change in outcome.system { add("system", change) }
    if !outcome.annotations.isEmpty { add("annotate", outcome.annotations.joined(separator: ", ")) }
    if !outcome.exceptions.isEmpty { add("exception", outcome.exceptions.joined(separator: ", ")) }
    if !outcome.guardModels.isEmpty { add("asks", outcome.guardModels.joined(separator: ", ")) }
    return lines
  }

  private static func word(_ outcome: ExplainedOutcome) -> String {
    let by = outcome.rules.isEmpty ? "" : " (\(outcome.rules.joined(separator: ", ")))"
    let cause = outcome.cause == "rules" ? "" : ", since the classifier failed"
    return outcome.action.rawValue + by + cause
  }

  private static func number(_ value: Double) -> String {
    String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
