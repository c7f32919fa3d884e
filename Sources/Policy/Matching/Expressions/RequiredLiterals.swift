/// Finds strings of which every match of an expression has at least one: a text without any of them needs no search.
///
/// Strings are folded scalars (`ScalarTraits`), so they are compared with a folded text whatever the expression's case.
struct RequiredLiterals {
  private static let mostStrings = 64
  private static let mostLength = 32
  /// Shorter ASCII strings stand in nearly every text.
  private static let leastLength = 3

  private let traits = ScalarTraits.shared

  /// The strings, as folded UTF-8; nil where there are none worth looking for.
  static func strings(of node: ExpressionNode) -> [[UInt8]]? {
    guard let best = Self().survey(node).best, best.allSatisfy({ Self.weight($0) >= leastLength }) else { return nil }
    return best.map { string in
      var bytes: [UInt8] = []
      for scalar in string { UTF8Scalar.encode(scalar) { bytes.append($0) } }
      return bytes
    }
  }

  private typealias Strings = [[UInt32]]

  /// What is known of a part of an expression.
  private struct Survey {
    /// All that the part can match, where that is few.
    var exact: Strings?
    /// Strings of which each match of the part has at least one.
    var required: Strings?

    var best: Strings? { better(exact, required) }
  }

  /// How rare a string is: scalars of scripts with many of them count twice.
  private static func weight(_ string: [UInt32]) -> Int { string.reduce(0) { $0 + ($1 < 0x80 ? 1 : 2) } }

  private static func better(_ left: Strings?, _ right: Strings?) -> Strings? {
    guard let left else { return right }
    guard let right else { return left }
    let (leftWeight, rightWeight) = (left.map(weight).min() ?? 0, right.map(weight).min() ?? 0)
    if leftWeight != rightWeight { return leftWeight > rightWeight ? left : right }
    return left.count <= right.count ? left : right
  }

  private func survey(_ node: ExpressionNode) -> Survey {
    switch node {
    case .empty, .assertion: return Survey(exact: [[]])
    case .scalar(let set):
      guard set.count <= 16 else { return Survey() }
      let folded = Set(set.ranges.flatMap { $0.map { traits.fold($0) } })
      return Survey(exact: folded.count <= 4 ? folded.sorted().map { [$0] } : nil)
    case .sequence(let nodes): return sequence(nodes)
    case .alternatives(let nodes):
      let surveys = nodes.map { survey($0) }
      var all = Survey(exact: [], required: [])
      for survey in surveys {
        all.exact = union(all.exact, survey.exact)
        all.required = union(all.required, survey.best)
      }
      return all
    case .repeated(let node, let least, let most):
      let inner = survey(node)
      if least == 0 { return Survey(exact: most == 1 ? union(inner.exact, [[]]) : nil) }
      if least == 1, most == 1 { return inner }
      return Survey(required: inner.best)
    }
  }

  private func union(_ left: Strings?, _ right: Strings?) -> Strings? {
    guard let left, let right else { return nil }
    var seen: Set<[UInt32]> = []
    let all = (left + right).filter { seen.insert($0).inserted }
    return all.count <= Self.mostStrings ? all : nil
  }

  /// Puts the strings of parts that stand side by side together while they stay few.
  private func sequence(_ nodes: [ExpressionNode]) -> Survey {
    var run: Strings = [[]]
    var isWhole = true
    var best: Strings?
    for node in nodes {
      let part = survey(node)
      if let exact = part.exact, let longer = product(run, exact) {
        run = longer
        continue
      }
      isWhole = false
      best = Self.better(best, run)
      best = Self.better(best, part.best)
      run = part.exact.flatMap { product([[]], $0) } ?? [[]]
    }
    if isWhole { return Survey(exact: run) }
    return Survey(required: Self.better(best, run))
  }

  private func product(_ left: Strings, _ right: Strings) -> Strings? {
    guard left.count * right.count <= Self.mostStrings else { return nil }
    var all: Strings = []
    for start in left {
      for end in right {
        guard start.count + end.count <= Self.mostLength else { return nil }
        all.append(start + end)
      }
    }
    return all
  }
}
