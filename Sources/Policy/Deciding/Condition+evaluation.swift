import Taxonomy

extension Condition {
  /// Whether the condition holds; nil when that is unknown.
  func holds(_ input: inout StageInput) -> Bool? {
    switch self {
    case .harm(let range): return input.harm.map(range.contains)
    case .attack(let range): return input.attack.flatMap { $0.isNaN ? nil : range.contains($0) }
    case .category(let categories, let range):
      var result: Bool? = false
      for category in categories {
        guard let score = input.categories[category], !score.isNaN else {
          result = nil
          continue
        }
        if range.contains(score) { return true }
      }
      return result
    case .refusal(let kinds): return input.refusal.map(kinds.contains)
    case .personalData(let kinds): return input.hasPersonalData(of: kinds)
    case .phrases(let lists): return input.hasPhrase(of: lists)
    case .expressions(let indices): return input.matches(indices)
    case .language(let languages): return input.language().map(languages.contains)
    case .length(let range): return input.length().map(range.contains)
    case .role(let roles): return roles.contains(input.role)
    case .app(let names): return names.contains { $0.matches(input.facts.app) }
    case .model(let names): return input.facts.model.map { model in names.contains { $0.matches(model) } }
    case .all(let conditions):
      var result: Bool? = true
      for index in conditions.indices {
        guard let holds = conditions[index].holds(&input) else {
          result = nil
          continue
        }
        if !holds { return false }
      }
      return result
    case .any(let conditions):
      var result: Bool? = false
      for index in conditions.indices {
        guard let holds = conditions[index].holds(&input) else {
          result = nil
          continue
        }
        if holds { return true }
      }
      return result
    case .not(let condition): return condition.holds(&input).map { !$0 }
    }
  }
}
