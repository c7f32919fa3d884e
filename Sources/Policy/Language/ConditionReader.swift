import Taxonomy

/// Reads what stands under `when`, `match` and `unless`.
struct ConditionReader {
  static let bounds = ["at_least", "below", "between"]
  static let keys =
    [
      "harm", "attack", "category", "refusal", "pii", "any_phrase", "phrase_list", "expression", "language", "length",
      "role", "app", "model", "all", "any", "not",
    ] + bounds
  /// Entries of one list.
  static let listLimit = 100
  /// Unicode scalars that `length` can speak of.
  static let lengthBounds = 0...10_000_000

  let stage: Stage
  let context: ReadingContext
  /// Named lists of the policy and of those that it extends.
  let phraseLists: [String: Int]
  var faults: FaultCollector { context.faults }
  var values: ValueReader { ValueReader(faults: faults) }

  /// Every key of the mapping must hold.
  func condition(_ node: SourceNode, _ what: String = "when") -> Condition? {
    guard let mapping = MappingReader(node, what: what, keys: Self.keys, faults: faults) else { return nil }
    var conditions: [Condition?] = []
    if let harm = mapping["harm"] { conditions.append(range(harm, "harm").map(Condition.harm)) }
    if let attack = mapping["attack"] { conditions.append(self.attack(attack, at: mapping.mark(of: "attack"))) }
    if let category = mapping["category"] {
      conditions.append(self.category(category, in: mapping))
    } else {
      for bound in Self.bounds where mapping[bound] != nil {
        faults.add(
          mapping.mark(of: bound), "`\(bound)` stands beside `category`, or below `harm`, `attack` or `length`")
        conditions.append(nil)
      }
    }
    if let node = mapping["refusal"] { conditions.append(refusal(node, at: mapping.mark(of: "refusal"))) }
    conditions += textConditions(mapping)
    if let all = mapping["all"] { conditions.append(list(all, "all").map(Condition.all)) }
    if let any = mapping["any"] { conditions.append(list(any, "any").map(Condition.any)) }
    if let not = mapping["not"] { conditions.append(condition(not, "not").map(Condition.not)) }
    if conditions.isEmpty {
      // An unknown key was noted already, and what it stands for cannot be told.
      if case .mapping(let entries) = node.value, entries.isEmpty {
        faults.add(node.mark, "\(what.quoted) must name a condition")
      }
      return nil
    }
    let known = conditions.compactMap(\.self)
    guard known.count == conditions.count else { return nil }
    return known.count == 1 ? known[0] : .all(known)
  }

  /// `{ at_least: 0.5 }` and the like.
  func range(_ node: SourceNode, _ what: String) -> ScoreRange? {
    guard let mapping = MappingReader(node, what: what, keys: Self.bounds, faults: faults) else { return nil }
    return range(in: mapping, what)
  }

  /// The one bound among the keys of a mapping.
  private func range(in mapping: MappingReader, _ what: String) -> ScoreRange? {
    guard let (bound, node) = oneBound(in: mapping, what) else { return nil }
    switch bound {
    case "at_least": return values.probability(node, bound).map(ScoreRange.atLeast)
    case "below":
      guard let value = values.probability(node, bound) else { return nil }
      guard value > 0 else {
        faults.add(node.mark, "no score is below 0, so this never matches")
        return nil
      }
      return .below(value)
    default:
      return pair(node, read: { values.probability($0, "between") }).map { .between($0, $1) }
    }
  }

  /// Which of `at_least`, `below` and `between` is given.
  func oneBound(in mapping: MappingReader, _ what: String) -> (String, SourceNode)? {
    let given = Self.bounds.filter { mapping[$0] != nil }
    guard given.count == 1, let bound = given.first, let node = mapping[bound] else {
      let mark = given.count > 1 ? mapping.mark(of: given[1]) : mapping.mark
      faults.add(mark, "\(what.quoted) needs exactly one of `at_least`, `below` and `between`")
      return nil
    }
    return (bound, node)
  }

  /// The two numbers of `between`, the first below the second.
  func pair<Number: Comparable>(_ node: SourceNode, read: (SourceNode) -> Number?) -> (Number, Number)? {
    guard let nodes = values.list(node, "between", limit: 1000) else { return nil }
    guard nodes.count == 2 else {
      faults.add(node.mark, "`between` needs two numbers, not \(nodes.count)")
      return nil
    }
    guard let lower = read(nodes[0]), let upper = read(nodes[1]) else { return nil }
    guard lower < upper else {
      faults.add(
        node.mark,
        lower > upper
          ? "the first number of `between` must be below the second"
          : "the numbers of `between` are equal, so this never matches")
      return nil
    }
    return (lower, upper)
  }

  private func attack(_ node: SourceNode, at mark: SourceMark) -> Condition? {
    let range = range(node, "attack")
    if stage == .response {
      faults.add(mark, "`attack` is known of prompts only")
      return nil
    }
    if !context.scored.attack {
      faults.warn(mark, "the classifier does not score `attack`, so this condition never holds")
    }
    return range.map(Condition.attack)
  }

  private func category(_ node: SourceNode, in mapping: MappingReader) -> Condition? {
    let range = range(in: mapping, "category")
    guard let categories = values.words(node, "category", as: HazardCategory.self) else { return nil }
    for category in categories where !context.scored.categories.contains(category) {
      faults.warn(
        mapping.mark(of: "category"),
        "the classifier does not score the category `\(category.rawValue)`, so a condition on it never holds")
    }
    return range.map { .category(categories, $0) }
  }

  private func refusal(_ node: SourceNode, at mark: SourceMark) -> Condition? {
    let kinds = values.words(node, "refusal", as: RefusalKind.self)
    if stage == .prompt {
      faults.add(mark, "`refusal` is known of answers only")
      return nil
    }
    return kinds.map(Condition.refusal)
  }

  private func list(_ node: SourceNode, _ what: String) -> [Condition]? {
    guard let nodes = values.list(node, what, limit: Self.listLimit) else { return nil }
    guard !nodes.isEmpty else {
      faults.add(node.mark, "\(what.quoted) must not be empty")
      return nil
    }
    let conditions = nodes.map { condition($0, what) }
    return conditions.contains { $0 == nil } ? nil : conditions.compactMap(\.self)
  }
}
