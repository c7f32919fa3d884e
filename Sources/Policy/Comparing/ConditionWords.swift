import Taxonomy

/// Writes conditions in the words of policy files: `{ harm: { at_least: 0.62 } }`.
///
/// What is written without a limit reads back as the same condition.
struct ConditionWords {
  private let texts: PatternTexts
  /// Names of phrase lists by their index; the first where several names share a list.
  private let listNames: [Int: String]
  /// Most phrases, expressions or names that are written of one list; the rest is counted. Nil for all.
  private let limit: Int?

  init(_ policy: CompiledPolicy, limit: Int? = nil) {
    texts = policy.storage.patternTexts
    var names: [Int: String] = [:]
    for (name, index) in policy.definition.phraseLists.sorted(by: { $0.key < $1.key }) where names[index] == nil {
      names[index] = name
    }
    listNames = names
    self.limit = limit
  }

  /// The condition as a flow mapping, as it stands behind `when:`.
  func text(_ condition: Condition) -> String { "{ \(entries(condition)) }" }

  /// The condition without the braces: one or more keys with their values.
  func entries(_ condition: Condition) -> String {
    switch condition {
    case .harm(let range): "harm: { \(Self.text(range)) }"
    case .attack(let range): "attack: { \(Self.text(range)) }"
    case .category(let categories, let range): "category: \(words(categories)), \(Self.text(range))"
    case .refusal(let kinds): "refusal: \(words(kinds))"
    case .personalData(let kinds): "pii: \(words(kinds))"
    case .phrases(let indices): phrases(indices)
    case .expressions(let indices): "expression: \(list(indices.map { texts.expressions[$0] }.map(Self.quoted)))"
    case .language(let codes): "language: \(list(codes))"
    case .length(let range): "length: { \(Self.text(range)) }"
    case .role(let roles): "role: \(words(roles))"
    case .app(let names): "app: \(list(names.map { Self.quoted($0.description) }))"
    case .model(let names): "model: \(list(names.map { Self.quoted($0.description) }))"
    case .all(let conditions): together(conditions) ?? "all: [\(conditions.map(text).joined(separator: ", "))]"
    case .any(let conditions): "any: [\(conditions.map(text).joined(separator: ", "))]"
    case .not(let condition): "not: \(text(condition))"
    }
  }

  /// Conditions of different keys as one mapping; nil where they would read back in another order, or not at all.
  private func together(_ conditions: [Condition]) -> String? {
    let keys = conditions.map { ConditionReader.keys.firstIndex(of: key($0)) ?? .max }
    guard conditions.count > 1, zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    // The keys of a mapping of its own would be taken for this one's.
    for case .all(let inner) in conditions where together(inner) != nil { return nil }
    return conditions.map(entries).joined(separator: ", ")
  }

  /// The key that a condition is read from.
  func key(_ condition: Condition) -> String {
    switch condition {
    case .harm: "harm"
    case .attack: "attack"
    case .category: "category"
    case .refusal: "refusal"
    case .personalData: "pii"
    case .phrases(let indices): isNamed(indices) ? "phrase_list" : "any_phrase"
    case .expressions: "expression"
    case .language: "language"
    case .length: "length"
    case .role: "role"
    case .app: "app"
    case .model: "model"
    case .all: "all"
    case .any: "any"
    case .not: "not"
    }
  }

  static func text(_ range: ScoreRange) -> String {
    if range.upper > 1 { return "at_least: \(decimal(range.lower))" }
    if range.lower == 0 { return "below: \(decimal(range.upper))" }
    return "between: [\(decimal(range.lower)), \(decimal(range.upper))]"
  }

  static func text(_ range: CountRange) -> String {
    if range.upper == .max { return "at_least: \(range.lower)" }
    if range.lower == 0 { return "below: \(range.upper)" }
    return "between: [\(range.lower), \(range.upper)]"
  }

  /// A number from 0 to 1 with all its digits and without an exponent, which policy files do not have.
  static func decimal(_ number: Double) -> String {
    let text = number == number.rounded() ? "\(Int(number))" : "\(number)"
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]), exponent < 0 else {
      return text
    }
    let digits = text[..<mark].filter { $0 != "." }
    return "0." + String(repeating: "0", count: -exponent - 1) + digits
  }

  /// A text in double quotes, in one line.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private func isNamed(_ indices: [Int]) -> Bool { indices.allSatisfy { listNames[$0] != nil } }

  private func phrases(_ indices: [Int]) -> String {
    if isNamed(indices) { return "phrase_list: \(list(indices.compactMap { listNames[$0] }))" }
    return "any_phrase: \(list(indices.flatMap { texts.lists[$0] }.map(Self.quoted)))"
  }

  private func words(_ words: [some RawRepresentable<String>]) -> String { list(words.map(\.rawValue)) }

  private func list(_ items: [String]) -> String {
    guard items.count > 1 else { return items.first ?? "[]" }
    guard let limit, items.count > limit else { return "[\(items.joined(separator: ", "))]" }
    return "[\(items.prefix(limit).joined(separator: ", ")), … \(items.count - limit) more]"
  }
}
