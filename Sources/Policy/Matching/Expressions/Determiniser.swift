/// Makes one deterministic automaton out of several programs, by the subset construction, as far as bounds allow.
///
/// A match may begin anywhere, so every set of states holds the programs' starts; they are not kept in the sets, only
/// what they lead to (`beginnings`). What stands before a place is part of a state where an assertion asks for it; a
/// match is noted one scalar late, once it is known what stands after it.
struct Determiniser {
  static let mostStates = 4_096
  static let mostRowEntries = 1 << 20

  /// What tells one state of the new automaton from another.
  struct Key: Hashable {
    /// States of the programs, ascending, splits followed.
    var states: [Int32]
    var before: ScalarAlphabet.Kind
    /// The set of expressions that matched on the way here.
    var accepts: UInt32
  }

  /// The states of a key that read a scalar, and the programs that accept, once it is known what stands after.
  struct Resolved {
    var readers: [Int32] = []
    var accepts: [Int32] = []
  }

  let alphabet: ScalarAlphabet
  let instructions: [ExpressionProgram.Instruction]
  let starts: [Int32]
  /// The expression whose program has its end at a state.
  let accepting: [Int32: Int]
  let seesWords: Bool
  let seesLines: Bool
  let seesText: Bool

  /// A class of the alphabet for each class of the table, and the other way round.
  var representatives: [Int] = []
  private var classes: [UInt16] = []
  var closures: [[Int32]?]
  var beginnings: [Int: [Int32]] = [:]
  private var acceptSets: [[Int]: UInt32] = [[]: 0]
  var marks: [Int]
  var mark = 0
  /// Steps that may still be taken.
  var budget: Int

  /// - Parameters:
  ///   - programs: with the number of the expression that each is of.
  ///   - budget: steps after which to give up; some tens of nanoseconds each. What is left of it comes back.
  static func table(
    _ programs: [(expression: Int, program: ExpressionProgram)], _ alphabet: ScalarAlphabet, budget: inout Int
  ) -> ExpressionTable? {
    var determiniser = Determiniser(programs, alphabet, budget: budget)
    let table = determiniser.build()
    budget = determiniser.budget
    return table
  }

  private init(
    _ programs: [(expression: Int, program: ExpressionProgram)], _ alphabet: ScalarAlphabet, budget: Int
  ) {
    self.alphabet = alphabet
    self.budget = budget
    var instructions: [ExpressionProgram.Instruction] = []
    var starts: [Int32] = []
    var accepting: [Int32: Int] = [:]
    for (expression, program) in programs {
      let base = instructions.count
      // The first instruction of a program is its end.
      accepting[Int32(base)] = expression
      starts.append(Int32(base + program.start))
      for instruction in program.instructions { instructions.append(instruction.moved(by: base)) }
    }
    var assertions: Set<ExpressionNode.Assertion> = []
    for case .assertion(let assertion, _) in instructions { assertions.insert(assertion) }
    seesWords = assertions.contains(.wordBorder) || assertions.contains(.noWordBorder)
    seesLines = assertions.contains(.lineStart) || assertions.contains(.lineEnd)
    seesText = seesLines || assertions.contains(.textStart)
    self.instructions = instructions
    self.starts = starts
    self.accepting = accepting
    marks = [Int](repeating: 0, count: instructions.count)
    closures = [[Int32]?](repeating: nil, count: instructions.count)
    findClasses()
  }

  /// Joins the classes of the alphabet that these programs cannot tell apart.
  private mutating func findClasses() {
    var sets: Set<Int> = []
    for case .scalar(let set, _) in instructions { sets.insert(set) }
    if seesWords { sets.insert(alphabet.wordSet) }
    if seesLines { sets.insert(alphabet.newlineSet) }
    var groups = [Int](repeating: 0, count: alphabet.classCount)
    var count = 1
    for set in sets.sorted() {
      budget -= alphabet.classCount
      var inside: [Int: Int] = [:]
      var outside: Set<Int> = []
      for index in groups.indices where !alphabet.contains(index, set: set) { outside.insert(groups[index]) }
      for index in groups.indices where alphabet.contains(index, set: set) && outside.contains(groups[index]) {
        if inside[groups[index]] == nil {
          inside[groups[index]] = count
          count += 1
        }
        groups[index] = inside[groups[index]] ?? 0
      }
    }
    representatives = [Int](repeating: 0, count: count)
    for (index, group) in groups.enumerated() { representatives[group] = index }
    classes = groups.map { UInt16($0) }
  }

  private mutating func build() -> ExpressionTable? {
    let width = representatives.count
    var known = KnownStates(Key(states: [], before: seen(.textBorder), accepts: 0), places: width)
    var rows: [UInt32] = []
    var atEnd: [UInt32] = []
    var state = 0
    while state < known.keys.count {
      let key = known.keys[state]
      var resolved: [Resolved?] = [nil, nil, nil, nil]
      for group in 0..<width {
        let kind = alphabet.kinds[representatives[group]]
        let place = resolved[Int(kind.rawValue)] ?? resolve(key.states, between: key.before, and: kind)
        resolved[Int(kind.rawValue)] = place
        budget -= 1 + place.readers.count
        guard budget > 0 else { return nil }
        // Most scalars lead nowhere but to where they lead from the programs' starts.
        if place.accepts.isEmpty, !leads(place.readers, by: group) {
          let begun = Int(key.before.rawValue) * width + group
          if known.begun[begun] == KnownStates.none {
            known.begun[begun] = known.number(of: follow(Resolved(), from: key.before, by: group))
          }
          rows.append(known.begun[begun])
        } else {
          rows.append(known.number(of: follow(place, from: key.before, by: group)))
        }
      }
      atEnd.append(acceptSet(resolve(key.states, between: key.before, and: .textBorder).accepts))
      state += 1
      let count = known.keys.count
      guard count <= Self.mostStates, count * width <= Self.mostRowEntries else { return nil }
    }
    return finished(rows, known.keys.map(\.accepts), atEnd)
  }

  /// The states of the new automaton that are numbered so far.
  private struct KnownStates {
    static let none = UInt32.max

    private(set) var keys: [Key]
    private var numbers: [Key: UInt32]
    /// The state that a class leads to from the programs' starts alone, by what stands before and class.
    var begun: [UInt32]

    init(_ first: Key, places: Int) {
      keys = [first]
      numbers = [first: 0]
      begun = [UInt32](repeating: Self.none, count: ScalarAlphabet.Kind.allCases.count * places)
    }

    mutating func number(of key: Key) -> UInt32 {
      if let number = numbers[key] { return number }
      let number = UInt32(keys.count)
      numbers[key] = number
      keys.append(key)
      return number
    }
  }

  /// Orders the states so that those which accept come last.
  private func finished(_ rows: [UInt32], _ accepts: [UInt32], _ atEnd: [UInt32]) -> ExpressionTable {
    let width = representatives.count
    let order = accepts.indices.filter { accepts[$0] == 0 } + accepts.indices.filter { accepts[$0] != 0 }
    var places = [UInt32](repeating: 0, count: order.count)
    for (place, state) in order.enumerated() { places[state] = UInt32(place * width) }
    var table = ExpressionTable()
    table.width = width
    table.classes = classes
    table.ascii = alphabet.ascii.map { classes[Int($0)] }
    table.start = places[0]
    table.firstAccepting = UInt32(accepts.count { $0 == 0 } * width)
    for state in order {
      for column in 0..<width { table.rows.append(places[Int(rows[state * width + column])]) }
      table.accepts.append(accepts[state])
      table.acceptsAtEnd.append(atEnd[state])
    }
    table.acceptSets = [[Int]](repeating: [], count: acceptSets.count)
    for (set, number) in acceptSets { table.acceptSets[Int(number)] = set }
    return table
  }

  mutating func acceptSet(_ states: [Int32]) -> UInt32 {
    if states.isEmpty { return 0 }
    let set = states.compactMap { accepting[$0] }.sorted()
    if let number = acceptSets[set] { return number }
    let number = UInt32(acceptSets.count)
    acceptSets[set] = number
    return number
  }
}
