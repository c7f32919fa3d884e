import Policy
import Taxonomy

/// Writes rules as the policy language has them.
enum PolicyText {
  /// Rules on scores and on who asks for what, none of which holds for a harmless request of `OwnRequest`.
  static func scoreRules(_ count: Int) -> [String] {
    let categories = HazardCategory.allCases.map(\.rawValue)
    return (0..<count).map { index in
      let (first, second) = (categories[index % categories.count], categories[(index + 5) % categories.count])
      let when = [
        "{ category: \(first), at_least: 0.8, app: [team-\(index), squad-*] }",
        "{ harm: { at_least: 0.9 }, role: [user, tool], model: [model-\(index)*] }",
        "{ attack: { at_least: 0.9 }, app: [team-\(index)] }",
        "{ all: [{ not: { app: [team-\(index)] } }, { harm: { between: [0.5, 0.6] } }] }",
        "{ any: [{ app: [team-\(index)] }, { category: [\(first), \(second)], at_least: 0.9 }, "
          + "{ attack: { at_least: 0.95 }, role: [tool] }] }",
      ][index % 5]
      return "{ id: score-\(index), when: \(when), action: refuse }"
    }
  }

  /// Rules on phrase lists of a policy; the first of every five redacts, so that it goes on.
  static func listRules(_ names: [String]) -> [String] {
    names.enumerated().map { index, name in
      let action = index % 5 == 0 ? "redact, continue: true" : "refuse"
      return "{ id: list-\(index), when: { phrase_list: \(name) }, action: \(action) }"
    }
  }

  static func expressionRules(_ patterns: [String], of each: Int = 1) -> [String] {
    stride(from: 0, to: patterns.count, by: each).map { start in
      let quoted = patterns[start..<min(start + each, patterns.count)].map(quoted).joined(separator: ", ")
      return "{ id: expression-\(start), when: { expression: [\(quoted)] }, action: refuse }"
    }
  }

  /// A rule that redacts for each kind of personal data, then rules on language and length: fifty together.
  static func textRules() -> [String] {
    let kinds = PersonalDataKind.allCases.map { kind in
      "{ id: data-\(kind.rawValue), when: { pii: \(kind.rawValue) }, action: redact, continue: true }"
    }
    let languages = ["de", "fr", "es", "it", "pt", "nl", "pl", "ru"]
    return kinds
      + (kinds.count..<50).map { index in
        let when =
          index % 2 == 0
          ? "{ language: \(languages[index / 2 % languages.count]), role: tool, app: [team-\(index)] }"
          : "{ length: { at_least: \(100_000 + index) }, app: [team-\(index)] }"
        return "{ id: text-\(index), when: \(when), action: refuse }"
      }
  }

  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// A list of YAML, two blanks in.
  static func block(_ lines: [String], indent: Int = 4) -> String {
    lines.map { String(repeating: " ", count: indent) + "- \($0)\n" }.joined()
  }
}
