import Foundation
import Policy
import Taxonomy

/// What came out of a case, as far as it is not as usual: the form in which `expect` says it.
///
/// - `action`: `allow` or `refuse`, always there; `enforced: false` where it is only noted; `cause: classifier_failure`.
/// - `rules`: ids of the rules that fired; `exceptions`: of the exceptions that kept rules from counting.
/// - `message`: another key than `default`; `as: error`; `category`; `text`: which of several texts decided.
/// - `sends`: by index, texts that are sent on changed; `system`: changes of the system message; `annotations`.
/// - `asks`: guard models, and of which text.
enum DecisionOutcome {
  /// JSON with sorted keys.
  static func of(_ row: DecisionCase, under policy: CompiledPolicy) throws -> String {
    let ruling = ruling(row, under: policy)
    var outcome: [String: Any] = ["action": ruling.decision.action.rawValue]
    if !ruling.decision.isEnforced { outcome["enforced"] = false }
    if ruling.decision.cause != .rules { outcome["cause"] = ruling.decision.cause.rawValue }
    if !ruling.decision.ruleIDs.isEmpty { outcome["rules"] = ruling.decision.ruleIDs }
    if let key = ruling.decision.messageKey, key != "default" { outcome["message"] = key }
    if ruling.form == .error { outcome["as"] = "error" }
    if let category = ruling.category { outcome["category"] = category.rawValue }
    if row.items.count > 1, let item = ruling.item { outcome["text"] = item }
    if !ruling.exceptions.isEmpty { outcome["exceptions"] = ruling.exceptions }
    if !ruling.annotations.isEmpty { outcome["annotations"] = ruling.annotations }
    if !ruling.questions.isEmpty { outcome["asks"] = ruling.questions.map { "\($0.guardModel.name) \($0.item)" } }
    let system = ruling.systemChanges.map { change in
      switch change {
      case .prepend(let text): ["prepend": text]
      case .replace(let text): ["replace": text]
      }
    }
    if !system.isEmpty { outcome["system"] = system }
    var sends: [String: String] = [:]
    for (item, redactions) in ruling.redactions where row.answer == nil {
      sends["\(item)"] = TextRedaction.applied(redactions, to: row.items[item].text.text)
    }
    if let answer = row.answer, !ruling.decision.withholds {
      let found = policy.answerRedactions(in: answer.text, isComplete: true, facts: row.facts).found
      if !found.isEmpty { sends["0"] = TextRedaction.applied(found, to: answer.text) }
    }
    if !sends.isEmpty { outcome["sends"] = sends }
    return try text(outcome)
  }

  static func ruling(_ row: DecisionCase, under policy: CompiledPolicy) -> Ruling {
    var verdicts: [GuardQuestion: GuardVerdict] = [:]
    var ruling = Ruling(.allow(.prompt))
    // What is asked is answered, and asked again until nothing is open that the case answers.
    for _ in 0..<10 {
      if let answer = row.answer {
        ruling = policy.rule(
          onAnswer: answer.text, signals: answer.signals, failure: answer.failure, refusal: answer.refusal,
          facts: row.facts, verdicts: verdicts)
      } else {
        ruling = policy.rule(onPrompt: row.items, facts: row.facts, verdicts: verdicts)
      }
      let answered = ruling.questions.filter { row.verdicts["\($0.guardModel.name) \($0.item)"] != nil }
      if answered.isEmpty { break }
      for question in answered { verdicts[question] = row.verdicts["\(question.guardModel.name) \(question.item)"] }
    }
    return ruling
  }

  static func text(_ outcome: [String: Any]) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: outcome, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
