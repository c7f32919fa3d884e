/// Many expressions, compiled to be matched together: which of them match is told in a few passes over a text.
///
/// Expressions of which every match holds certain strings are looked at only if one of these stands in the text, which
/// one pass finds out for all. What is looked at are deterministic automata of as many expressions each as stay within
/// bounds; an expression that does not by itself is run as it was compiled (`slowExpressions`), in time that is linear
/// all the same, but with its size as a factor. Everything is made at load; immutable, so one set serves any number of
/// threads. Results do not depend on any of this.
package struct ExpressionSet: Sendable {
  /// Of what all expressions compile to together.
  package static let mostInstructions = 100_000
  /// One pass over a text, for some of the expressions.
  enum Pass: Sendable {
    case table(ExpressionTable)
    case search(expression: Int)
  }

  package let expressions: [TextExpression]
  let alphabet: ScalarAlphabet
  let searches: [ProgramSearch]
  /// Passes that need not be made without one of their strings come first.
  let passes: [Pass]
  let filteredCount: Int
  let filter: LiteralFilter

  /// - Throws: the expressions are too large together; `offset` is 0.
  package init(_ expressions: [TextExpression]) throws(ExpressionFault) {
    let size = expressions.reduce(0) { $0 + $1.node.size }
    guard size <= Self.mostInstructions else {
      let message = "the expressions together have \(size) steps, more than \(Self.mostInstructions)"
      throw ExpressionFault(offset: 0, message: message)
    }
    var sets: [ScalarRanges] = []
    var numbers: [ScalarRanges: Int] = [:]
    let programs = expressions.map { expression in
      ExpressionProgram(expression.node) { set in
        if let number = numbers[set] { return number }
        numbers[set] = sets.count
        sets.append(set)
        return sets.count - 1
      }
    }
    let alphabet = try ScalarAlphabet(sets, seesWords: programs.contains(where: \.seesWords))
    let literals = expressions.map { RequiredLiterals.strings(of: $0.node) }
    var planner = PassPlanner(programs, alphabet)
    planner.add(expressions.indices.filter { literals[$0] != nil })
    filteredCount = planner.passes.count
    var strings: [ByteAutomaton.Entry] = []
    for (pass, members) in planner.members.enumerated() {
      for member in members {
        strings += (literals[member] ?? []).map { ByteAutomaton.Entry(bytes: $0, list: pass) }
      }
    }
    filter = LiteralFilter(strings, listCount: filteredCount)
    planner.add(expressions.indices.filter { literals[$0] == nil })
    passes = planner.passes
    searches = programs.map { ProgramSearch($0, alphabet) }
    self.alphabet = alphabet
    self.expressions = expressions
  }

  /// Expressions that are too large for a deterministic automaton, so that a text costs each of them up to its size for
  /// every character: worth a warning.
  package var slowExpressions: [Int] {
    passes.compactMap { if case .search(let expression) = $0 { expression } else { nil } }.sorted()
  }

  /// Which expressions match somewhere in the text.
  package func matching(in text: String) -> MatchedIndices {
    var found = MatchedIndices(capacity: expressions.count)
    guard !passes.isEmpty else { return found }
    var copy = text
    copy.withUTF8 { bytes in
      let bytes = unsafe bytes.span
      let wanted = filteredCount > 0 ? filter.lists(in: bytes) : MatchedIndices()
      for (index, pass) in passes.enumerated() where index >= filteredCount || wanted.contains(index) {
        switch pass {
        case .table(let table): table.insertMatches(in: bytes, alphabet, into: &found)
        case .search(let expression):
          let outcome = searches[expression].run(bytes, alphabet, firstOnly: true)
          if !outcome.ranges.isEmpty { found.insert(expression) }
        }
      }
    }
    return found
  }

  /// Where one expression matches, as UTF-8 ranges of the text from left to right.
  ///
  /// Matches do not overlap: the leftmost first, of those that begin together the longest, then the same behind it
  /// (leftmost-longest, as POSIX has it: `a|ab` takes `ab`). None is empty. Linear in the text, the expression's size
  /// as a factor.
  package func ranges(of expression: Int, in text: String) -> [Range<Int>] {
    var copy = text
    return copy.withUTF8 { bytes in
      searches[expression].run(unsafe bytes.span, alphabet, firstOnly: false).ranges
    }
  }
}

extension ExpressionSet {
  /// What an expression compiled to, in instructions; nil for one that the set does not have.
  package func size(of expression: Int) -> Int? {
    expressions.indices.contains(expression) ? expressions[expression].node.size : nil
  }

  /// The instructions that `ranges(of:in:)` looks at: what it costs, whatever the machine.
  package func searchSteps(of expression: Int, in text: String) -> Int {
    var copy = text
    return copy.withUTF8 { bytes in
      searches[expression].run(unsafe bytes.span, alphabet, firstOnly: false).steps
    }
  }
}
