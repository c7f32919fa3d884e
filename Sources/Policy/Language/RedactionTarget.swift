/// What a rule replaces: what its own condition names.
struct RedactionTarget: Sendable, Equatable {
  var personalData: [PersonalDataKind] = []
  /// Indices into the `PatternTable`.
  var phrases: [Int] = []
  /// Indices into the `PatternTable`.
  var expressions: [Int] = []

  var isEmpty: Bool { personalData.isEmpty && phrases.isEmpty && expressions.isEmpty }

  /// What a condition can be met by, as far as it can be replaced.
  init(_ condition: Condition) {
    for leaf in condition.affirmedLeaves {
      switch leaf {
      case .personalData(let kinds): personalData += kinds.filter { !personalData.contains($0) }
      case .phrases(let lists): phrases += lists.filter { !phrases.contains($0) }
      case .expressions(let found): expressions += found.filter { !expressions.contains($0) }
      default: break
      }
    }
  }

  init() {}

  /// Both together.
  func joined(_ other: RedactionTarget) -> RedactionTarget {
    var all = self
    all.personalData += other.personalData.filter { !all.personalData.contains($0) }
    all.phrases += other.phrases.filter { !all.phrases.contains($0) }
    all.expressions += other.expressions.filter { !all.expressions.contains($0) }
    return all
  }
}
