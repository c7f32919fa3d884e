import Taxonomy

/// Conditions as texts that are equal where the conditions mean the same: lists without their order, `all` and `any`
/// flat, and phrases by what they are and not by what they are called.
struct ConditionMeaning {
  private let words: ConditionWords
  private let texts: PatternTexts
  /// Names of lists that both policies have and that differ: their differences are reported once, as the lists'.
  private let differingLists: [Int: String]

  /// - Parameter differing: names of phrase lists whose phrases are not the other policy's.
  init(_ policy: CompiledPolicy, differing: Set<String>) {
    words = ConditionWords(policy)
    texts = policy.storage.patternTexts
    var names: [Int: String] = [:]
    for (name, index) in policy.definition.phraseLists where differing.contains(name) {
      names[index] = min(name, names[index] ?? name)
    }
    differingLists = names
  }

  func text(_ condition: Condition) -> String {
    switch condition {
    case .all(let conditions): joined("all", conditions) { if case .all(let inner) = $0 { inner } else { nil } }
    case .any(let conditions): joined("any", conditions) { if case .any(let inner) = $0 { inner } else { nil } }
    case .not(.not(let condition)): text(condition)
    case .not(let condition): "not(\(text(condition)))"
    case .category(let categories, let range):
      words.entries(.category(categories.sorted { $0.rawValue < $1.rawValue }, range))
    case .refusal(let kinds): words.entries(.refusal(kinds.sorted { $0.rawValue < $1.rawValue }))
    case .personalData(let kinds): words.entries(.personalData(kinds.sorted { $0.rawValue < $1.rawValue }))
    case .language(let codes): words.entries(.language(codes.sorted()))
    case .role(let roles): words.entries(.role(roles.sorted { $0.rawValue < $1.rawValue }))
    case .app(let names): words.entries(.app(names.sorted { $0.description < $1.description }))
    case .model(let names): words.entries(.model(names.sorted { $0.description < $1.description }))
    case .expressions(let indices):
      "expression(\(indices.map { ConditionWords.quoted(texts.expressions[$0]) }.sorted().joined(separator: ",")))"
    case .phrases(let indices): phrases(indices)
    case .harm, .attack, .length: words.entries(condition)
    }
  }

  /// What a rule replaces.
  func text(_ target: RedactionTarget) -> String {
    text(.all([.personalData(target.personalData), .phrases(target.phrases), .expressions(target.expressions)]))
  }

  private func phrases(_ indices: [Int]) -> String {
    let lists = indices.compactMap { differingLists[$0] }
    let phrases = Set(indices.filter { differingLists[$0] == nil }.flatMap { texts.lists[$0] })
    return "phrases(\(lists.sorted().joined(separator: ",")): "
      + phrases.sorted().map(ConditionWords.quoted).joined(separator: ",") + ")"
  }

  private func joined(_ word: String, _ conditions: [Condition], inner: (Condition) -> [Condition]?) -> String {
    var flat: [Condition] = []
    var waiting = conditions[...]
    while let next = waiting.popFirst() {
      if let within = inner(next) { waiting = within + waiting } else { flat.append(next) }
    }
    let texts = Set(flat.map(text)).sorted()
    return texts.count == 1 ? texts[0] : "\(word)(\(texts.joined(separator: "; ")))"
  }
}
