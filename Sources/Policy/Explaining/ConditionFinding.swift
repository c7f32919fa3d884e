import Taxonomy
import TextNormalising

/// Says what a plain condition found in a text.
struct ConditionFinding {
  /// Pieces of a text that are repeated for one condition.
  private static let pieceLimit = 3
  private static let notGiven = "the text is not known"

  private let policy: CompiledPolicy

  init(_ policy: CompiledPolicy) { self.policy = policy }

  /// - Parameter condition: none of `all`, `any` and `not`.
  func text(_ condition: Condition, _ input: inout StageInput) -> String {
    switch condition {
    case .harm(let range): return input.harm.map { Self.text($0, range) } ?? "not scored"
    case .attack(let range):
      return input.attack.flatMap { $0.isNaN ? nil : Self.text($0, range) } ?? "not scored"
    case .category(let categories, let range):
      return categories.map { category in
        let score = input.categories[category].map { Self.text($0, range) } ?? "not scored"
        return "\(category.rawValue) \(score)"
      }.joined(separator: ", ")
    case .refusal: return input.refusal?.rawValue ?? "not looked at"
    case .personalData(let kinds):
      guard let found = input.personalData() else { return Self.notGiven }
      return listed(kinds.filter(found.contains).map(\.rawValue))
    case .phrases(let lists):
      var target = RedactionTarget()
      target.phrases = lists
      return pieces(target, &input)
    case .expressions(let indices):
      var target = RedactionTarget()
      target.expressions = indices
      return pieces(target, &input)
    case .language: return input.text == nil ? Self.notGiven : input.language() ?? "cannot be told"
    case .length: return input.text.map { "\($0.unicodeScalars.count)" } ?? Self.notGiven
    case .role: return input.role.rawValue
    case .app: return input.facts.app.quoted
    case .model: return input.facts.model.map(\.quoted) ?? "none named"
    case .all, .any, .not: return ""
    }
  }

  /// Four decimals, or as many as show on which side of a bound the score lies.
  static func text(_ score: Double, _ range: ScoreRange) -> String {
    let rounded = (score * 10_000).rounded() / 10_000
    return "\(range.contains(rounded) == range.contains(score) ? rounded : score)"
  }

  /// The first pieces of the text's views that match, each once.
  private func pieces(_ target: RedactionTarget, _ input: inout StageInput) -> String {
    guard let views = input.views() else { return Self.notGiven }
    let patterns = input.stage == .prompt ? policy.storage.promptPatterns : policy.storage.responsePatterns
    var found: [String] = []
    for (index, view) in views.enumerated() {
      let ranges = patterns.ranges(of: target, in: view.text).map(\.range)
      let bytes = Array(view.text.utf8)
      for range in ranges {
        let piece = String(decoding: bytes[range], as: UTF8.self).quoted
        let origin = index == 0 ? "" : " with disguises undone"
        if !found.contains(where: { $0.hasPrefix(piece) }) { found.append(piece + origin) }
      }
    }
    return listed(found)
  }

  private func listed(_ found: [String]) -> String {
    guard !found.isEmpty else { return "none found" }
    let more = found.count - Self.pieceLimit
    return found.prefix(Self.pieceLimit).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
