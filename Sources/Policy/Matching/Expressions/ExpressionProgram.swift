/// An expression as a nondeterministic automaton over scalars (Thompson 1968).
struct ExpressionProgram: Sendable {
  /// What a state does. Numbers of states are positions in `instructions`.
  enum Instruction: Sendable, Hashable {
    /// Reads a scalar of a set, given as its position in a list of sets.
    case scalar(set: Int, next: Int)
    case split(Int, Int)
    case assertion(ExpressionNode.Assertion, next: Int)
    case accept

    /// The same in a list where the program starts at `base`.
    func moved(by base: Int) -> Instruction {
      switch self {
      case .scalar(let set, let next): .scalar(set: set, next: next + base)
      case .split(let first, let second): .split(first + base, second + base)
      case .assertion(let assertion, let next): .assertion(assertion, next: next + base)
      case .accept: .accept
      }
    }
  }

  /// The first is the end, `accept`.
  private(set) var instructions: [Instruction] = []
  private(set) var start = 0

  /// - Parameter intern: gives each set its number.
  init(_ node: ExpressionNode, intern: (ScalarRanges) -> Int) {
    instructions.append(.accept)
    start = add(node, then: 0, intern)
  }

  /// Whether anything asks for borders of words.
  var seesWords: Bool {
    instructions.contains { instruction in
      guard case .assertion(let assertion, _) = instruction else { return false }
      return assertion == .wordBorder || assertion == .noWordBorder
    }
  }

  /// Adds what matches the node and goes on at `next`.
  ///
  /// - Returns: where to begin.
  private mutating func add(_ node: ExpressionNode, then next: Int, _ intern: (ScalarRanges) -> Int) -> Int {
    switch node {
    case .empty: return next
    case .scalar(let set): return append(.scalar(set: intern(set), next: next))
    case .assertion(let assertion): return append(.assertion(assertion, next: next))
    case .sequence(let nodes): return nodes.reversed().reduce(next) { add($1, then: $0, intern) }
    case .alternatives(let nodes):
      var begin = add(nodes[nodes.count - 1], then: next, intern)
      for node in nodes.dropLast().reversed() {
        let first = add(node, then: next, intern)
        begin = append(.split(first, begin))
      }
      return begin
    case .repeated(let node, let least, let most):
      // What matches nothing but the empty text may have bounds that multiply without end.
      guard node.size > 0 else { return next }
      return addRepeated(node, least: least, most: most, then: next, intern)
    }
  }

  private mutating func addRepeated(
    _ node: ExpressionNode, least: Int, most: Int?, then next: Int, _ intern: (ScalarRanges) -> Int
  ) -> Int {
    var begin = next
    var copies = least
    if let most {
      for _ in least..<most { begin = append(.split(add(node, then: begin, intern), next)) }
    } else {
      let loop = append(.split(next, next))
      let body = add(node, then: loop, intern)
      instructions[loop] = .split(body, next)
      begin = least == 0 ? loop : body
      copies = max(0, least - 1)
    }
    for _ in 0..<copies { begin = add(node, then: begin, intern) }
    return begin
  }

  private mutating func append(_ instruction: Instruction) -> Int {
    instructions.append(instruction)
    return instructions.count - 1
  }
}
