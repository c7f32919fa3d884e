/// Puts expressions together into as few automata as stay within bounds.
struct PassPlanner {
  /// Steps that making the automata may take in all, some tens of nanoseconds each.
  private static let mostSteps = 50_000_000
  /// Steps that one attempt may take. Most expressions take some thousands, and a list of 500 words fits; what takes
  /// more would mostly take very many more.
  private static let mostAttemptSteps = 400_000
  /// Expressions that are tried together, and their states, counted apart: more seldom fit.
  private static let mostTogether = 16
  private static let mostStatesTogether = 1_024

  private let programs: [ExpressionProgram]
  private let alphabet: ScalarAlphabet
  private var budget = Self.mostSteps

  private(set) var passes: [ExpressionSet.Pass] = []
  /// The expressions of each pass.
  private(set) var members: [[Int]] = []

  init(_ programs: [ExpressionProgram], _ alphabet: ScalarAlphabet) {
    self.programs = programs
    self.alphabet = alphabet
  }

  /// Plans the passes of some expressions, which are then made or left out together.
  mutating func add(_ expressions: [Int]) {
    var together: [Single] = []
    var states = 0
    for expression in expressions {
      guard let table = table([expression]) else {
        passes.append(.search(expression: expression))
        members.append([expression])
        continue
      }
      if together.count == Self.mostTogether || states + table.accepts.count > Self.mostStatesTogether {
        join(together)
        together = []
        states = 0
      }
      together.append(Single(expression: expression, table: table))
      states += table.accepts.count
    }
    join(together)
  }

  /// An expression and its own automaton.
  private struct Single {
    var expression: Int
    var table: ExpressionTable
  }

  /// Tries all at once, else each half for itself.
  private mutating func join(_ singles: [Single]) {
    guard let first = singles.first else { return }
    let expressions = singles.map(\.expression)
    if let joined = singles.count == 1 ? first.table : table(expressions) {
      passes.append(.table(joined))
      members.append(expressions)
    } else {
      join(Array(singles.prefix(singles.count / 2)))
      join(Array(singles.dropFirst(singles.count / 2)))
    }
  }

  private mutating func table(_ expressions: [Int]) -> ExpressionTable? {
    let allowed = min(budget, Self.mostAttemptSteps)
    var left = allowed
    let together = expressions.map { (expression: $0, program: programs[$0]) }
    let table = allowed > 0 ? Determiniser.table(together, alphabet, budget: &left) : nil
    budget -= allowed - left
    return table
  }
}
