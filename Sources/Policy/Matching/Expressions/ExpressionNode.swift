/// A parsed expression.
indirect enum ExpressionNode: Sendable {
  case empty
  /// One scalar out of a set; the set holds both cases already where case is ignored.
  case scalar(ScalarRanges)
  case assertion(Assertion)
  case sequence([ExpressionNode])
  case alternatives([ExpressionNode])
  /// - most: nil for no limit.
  case repeated(ExpressionNode, least: Int, most: Int?)

  /// What must hold between two scalars.
  enum Assertion: UInt8, Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBorder, noWordBorder
  }
}

extension ExpressionNode {
  /// Instructions that the node compiles to; grows to `Int.max` and no further.
  var size: Int {
    switch self {
    case .empty: return 0
    case .scalar, .assertion: return 1
    case .sequence(let nodes): return nodes.reduce(0) { Self.sum($0, $1.size) }
    case .alternatives(let nodes): return nodes.reduce(nodes.count - 1) { Self.sum($0, $1.size) }
    case .repeated(let node, let least, let most):
      let size = node.size
      if size == 0 { return 0 }
      guard let most else { return Self.sum(Self.product(max(least, 1), size), 1) }
      return Self.sum(Self.product(least, size), Self.product(most - least, Self.sum(size, 1)))
    }
  }

  /// The fewest scalars of a match; grows to `Int.max` and no further.
  var leastScalars: Int {
    switch self {
    case .empty, .assertion: return 0
    case .scalar: return 1
    case .sequence(let nodes): return nodes.reduce(0) { Self.sum($0, $1.leastScalars) }
    case .alternatives(let nodes): return nodes.map(\.leastScalars).min() ?? 0
    case .repeated(let node, let least, _): return Self.product(least, node.leastScalars)
    }
  }

  /// The most scalars of a match; nil for no limit.
  var mostScalars: Int? {
    switch self {
    case .empty, .assertion: return 0
    case .scalar: return 1
    case .sequence(let nodes):
      return nodes.reduce(0 as Int?) { sum, node in
        guard let sum, let most = node.mostScalars else { return nil }
        return Self.sum(sum, most)
      }
    case .alternatives(let nodes):
      return nodes.reduce(0 as Int?) { longest, node in
        guard let longest, let most = node.mostScalars else { return nil }
        return max(longest, most)
      }
    case .repeated(let node, _, let most):
      let longest = node.mostScalars
      if longest == 0 { return 0 }
      guard let longest, let most else { return nil }
      return Self.product(longest, most)
    }
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
  }

  private static func product(_ left: Int, _ right: Int) -> Int {
    let (product, overflows) = left.multipliedReportingOverflow(by: right)
    return overflows ? .max : product
  }
}
