/// Runs one expression's program over a text, all its states at once.
///
/// Each scalar costs at most as many steps as the program has instructions, so time is linear in the text whatever the
/// pattern: nothing is ever tried again.
struct ProgramSearch: Sendable {
  /// What a search found, and what it cost.
  struct Outcome {
    var ranges: [Range<Int>] = []
    /// Instructions looked at.
    var steps = 0
  }

  private let program: ExpressionProgram
  /// The classes of scalars that a match may begin with.
  private var firstClasses: [Bool]
  /// The same of ASCII scalars.
  private var firstASCII: [Bool]

  init(_ program: ExpressionProgram, _ alphabet: ScalarAlphabet) {
    self.program = program
    firstClasses = [Bool](repeating: false, count: alphabet.classCount)
    firstASCII = []
    var seen = [Bool](repeating: false, count: program.instructions.count)
    var stack = [program.start]
    while let state = stack.popLast() {
      guard !seen[state] else { continue }
      seen[state] = true
      switch program.instructions[state] {
      case .scalar(let set, _):
        for group in 0..<alphabet.classCount where alphabet.contains(group, set: set) { firstClasses[group] = true }
      case .split(let first, let second): stack += [first, second]
      case .assertion(_, let next): stack.append(next)
      case .accept: break
      }
    }
    firstASCII = alphabet.ascii.map { firstClasses[Int($0)] }
  }

  /// A way through the program that is being followed.
  private struct Thread {
    var state: Int
    /// Where in the text it began.
    var start: Int
  }

  /// Finds the matches from left to right: the leftmost, of those that begin there the longest, then the next behind.
  ///
  /// One pass: threads are kept in the order of their starts, so that of two in one state the left one stays; the other
  /// could only ever find what overlaps the left one's match. A match found removes all that began within it.
  /// - Parameter firstOnly: stop at the first match that shows, which need be neither the leftmost nor the longest.
  func run(_ bytes: borrowing Span<UInt8>, _ alphabet: ScalarAlphabet, firstOnly: Bool) -> Outcome {
    var outcome = Outcome()
    var pending: [Thread] = []
    var current: [Thread] = []
    var stack: [Int] = []
    var visits = [Int](repeating: -1, count: program.instructions.count)
    var index = 0
    var before = ScalarAlphabet.Kind.textBorder
    while true {
      if pending.isEmpty {
        let start = index
        while index < bytes.count, bytes[index] < 0x80, !firstASCII[Int(bytes[index])] { index += 1 }
        if index > start { before = alphabet.kinds[Int(alphabet.ascii[Int(bytes[index - 1])])] }
        outcome.steps += index - start
      }
      var length = 0
      var group = -1
      if index < bytes.count {
        length = 1
        group = Int(bytes[index])
        if group < 0x80 {
          group = Int(alphabet.ascii[group])
        } else {
          let scalar = UTF8Scalar.decode(bytes, at: index)
          length = scalar.length
          group = alphabet[scalar.value]
        }
      }
      let after = group < 0 ? .textBorder : alphabet.kinds[group]
      let mayBegin = group >= 0 && firstClasses[group]
      if mayBegin { pending.append(Thread(state: program.start, start: index)) }
      current.removeAll(keepingCapacity: true)
      var lastStart = Int.max
      for thread in pending where thread.start <= lastStart || thread.start == index {
        stack.append(thread.state)
        while let state = stack.popLast() {
          outcome.steps += 1
          guard visits[state] != index else { continue }
          visits[state] = index
          switch program.instructions[state] {
          case .scalar: current.append(Thread(state: state, start: thread.start))
          case .split(let first, let second):
            stack.append(second)
            stack.append(first)
          case .assertion(let assertion, let next):
            if assertion.holds(between: before, and: after) { stack.append(next) }
          case .accept:
            Self.add(thread.start..<index, to: &outcome.ranges)
            if firstOnly { return outcome }
            lastStart = thread.start
          }
        }
      }
      if group < 0 { return outcome }
      pending.removeAll(keepingCapacity: true)
      for thread in current {
        outcome.steps += 1
        guard case .scalar(let set, let next) = program.instructions[thread.state] else { continue }
        if alphabet.contains(group, set: set) { pending.append(Thread(state: next, start: thread.start)) }
      }
      index += length
      before = after
    }
  }

  /// What began later lies within, or behind the start of, what is found now.
  private static func add(_ range: Range<Int>, to ranges: inout [Range<Int>]) {
    while let last = ranges.last, last.lowerBound >= range.lowerBound { ranges.removeLast() }
    ranges.append(range)
  }
}
