import Foundation
import Policy
import Taxonomy

/// One row of a decision table: texts and what is known of them, and what must come out.
///
/// - `why`: the reason for the row.
/// - `policy`: its name; may be left out where the folder has one policy.
/// - `texts`: of the request; a text is words alone, or `{ text, role, harm, categories, attack }`. `harm: null` says that the
///   classifier failed, `harm: "overloaded"` that it was too busy; without `harm` it is 0.
/// - `answer`: a passage of an answer instead, in the same form; `refusal`: what kind of refusal the answer is.
/// - `app`, `model`: who asks for what.
/// - `verdicts`: what guard models said, such as `{ "guard 0": "unsafe" }` of the first text.
/// - `expect`: all that comes out and is not as usual (`DecisionOutcome`).
struct DecisionCase {
  static let keys: Set<String> = [
    "why", "policy", "texts", "answer", "refusal", "app", "model", "verdicts", "expect",
  ]
  private static let textKeys: Set<String> = ["text", "role", "harm", "categories", "attack"]

  let why: String
  let policy: String?
  var items: [JudgedItem] = []
  var answer: (text: String, signals: AnswerSignals?, failure: SignalsFailure, refusal: RefusalKind?)?
  var facts: RouteFacts
  var verdicts: [String: GuardVerdict] = [:]
  let expected: [String: Any]

  init(_ row: [String: Any]) throws {
    guard let why = row["why"] as? String, let expected = row["expect"] as? [String: Any] else {
      throw DecisionTable.Malformed("a case needs `why` and `expect`: \(row)")
    }
    guard Self.keys.isSuperset(of: row.keys) else { throw DecisionTable.Malformed("\(why): unknown keys: \(row.keys)") }
    self.why = why
    self.expected = expected
    policy = row["policy"] as? String
    facts = RouteFacts(app: row["app"] as? String ?? "local", model: row["model"] as? String)
    for (name, word) in row["verdicts"] as? [String: String] ?? [:] {
      let words: [String: GuardVerdict] = ["safe": .safe, "unsafe": .unsafe, "failed": .failed]
      guard let verdict = words[word] else { throw DecisionTable.Malformed("\(why): unknown verdict \(word)") }
      verdicts[name] = verdict
    }
    if let text = row["answer"] {
      let item = try Self.item(text, 0, why)
      let refusal = (row["refusal"] as? String).flatMap(RefusalKind.init)
      let signals = item.signals.map { AnswerSignals(harm: $0.harm, categories: $0.categories) }
      answer = (item.text.text, signals, item.failure, refusal)
    } else {
      guard let texts = row["texts"] as? [Any], !texts.isEmpty else {
        throw DecisionTable.Malformed("\(why): neither `texts` nor `answer`")
      }
      items = try texts.enumerated().map { try Self.item($1, $0, why) }
    }
  }

  private static func item(_ value: Any, _ index: Int, _ why: String) throws -> JudgedItem {
    let row = value as? [String: Any] ?? ["text": value]
    guard textKeys.isSuperset(of: row.keys), let text = row["text"] as? String else {
      throw DecisionTable.Malformed("\(why): not a text: \(value)")
    }
    guard let role = SpeakerRole(rawValue: row["role"] as? String ?? "user") else {
      throw DecisionTable.Malformed("\(why): unknown role")
    }
    var categories: [HazardCategory: Double] = [:]
    for (word, score) in row["categories"] as? [String: Double] ?? [:] {
      guard let category = HazardCategory(rawValue: word) else {
        throw DecisionTable.Malformed("\(why): unknown category \(word)")
      }
      categories[category] = score
    }
    let harm = row["harm"] ?? 0.0
    var signals: PromptSignals?
    if let harm = harm as? Double {
      signals = PromptSignals(harm: harm, categories: categories, attack: row["attack"] as? Double)
    }
    let place = TextPlace(message: index, path: "content")
    return JudgedItem(
      text: JudgedText(role: role, place: place, text: text), signals: signals, index: index,
      failure: harm as? String == "overloaded" ? .overloaded : .failed)
  }
}
