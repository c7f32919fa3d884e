/// An Aho-Corasick automaton over bytes: finds many byte strings in one pass (Aho and Corasick 1975).
///
/// States are numbered breadth first, so a state's children follow each other and are stored as one stretch. The
/// states nearest the root, where a scan spends nearly all of its time, have a full row each with failures already
/// followed; the others search their children and fall back. A step costs amortised constant time. Immutable.
struct ByteAutomaton: Sendable {
  /// A state as a scan carries it: for states with a row where that row starts, above `denseLimit` a number; the top
  /// bit says that something ends here.
  typealias State = UInt32

  static let root: State = 0
  static let endsHere: State = 1 << 31

  /// What ends in a state: the strings of the state itself, and by `next` those that are shorter.
  struct Output: Sendable {
    /// Length of the strings in scalars, as `units` counts.
    var units: Int
    /// The lists that the strings of this length stand in, within `outputLists`.
    var lists: Range<Int>
    /// The output of the next shorter strings, -1 for none.
    var next: Int
    /// Where in `listWords` the bits of all lists start, those of shorter strings included.
    var words: Int
  }

  /// Column of each byte; 0 for bytes that stand in no string.
  var columns = [UInt8](repeating: 0, count: 256)
  /// Columns of a row.
  var width = 1
  /// Rows of the states with one.
  var rows: [State] = []
  /// The first value of `State` that is a number and not a row.
  var denseLimit: State = 0
  /// How many states have rows.
  var denseCount = 0
  /// The first child of each state; those up to the next state's are its children. One more than there are states.
  var firstChild: [UInt32] = []
  /// The column by which each state is reached from its parent.
  var labels: [UInt8] = []
  /// The number of each state's longest proper suffix that is a state.
  var failures: [UInt32] = []
  /// Length in scalars of the string that each state stands for.
  var units: [UInt16] = []
  /// Each state's output, -1 for none.
  var outputIndex: [Int32] = []
  var outputs: [Output] = []
  var outputLists: [UInt32] = []
  /// Bits of lists, `wordsPerSet` to an output's set; equal sets are stored once.
  var listWords: [UInt64] = []
  var wordsPerSet = 0

  /// The state after one more byte, given as its column.
  ///
  /// - Parameter rows: those of the automaton, taken out by the caller once for a text.
  @inline(__always)
  func next(_ state: State, column: UInt8, _ rows: borrowing Span<State>) -> State {
    let row = state & ~Self.endsHere
    if row < denseLimit { return rows[Int(row) + Int(column)] }
    return nextFar(row, column: column)
  }

  @inline(never)
  private func nextFar(_ state: State, column: UInt8) -> State {
    if column == 0 { return Self.root }
    var number = Int(state - denseLimit) + denseCount
    while true {
      if let child = child(of: number, column: column) { return encoded(child) }
      number = Int(failures[number])
      if number < denseCount { return rows[number * width + Int(column)] }
    }
  }

  /// The child that a column leads to; children are in ascending order of columns.
  @inline(__always)
  func child(of number: Int, column: UInt8) -> Int? {
    var low = Int(firstChild[number])
    var high = Int(firstChild[number + 1])
    while high - low > 8 {
      let middle = (low + high) / 2
      if labels[middle] <= column { low = middle } else { high = middle }
    }
    while low < high {
      if labels[low] == column { return low }
      low += 1
    }
    return nil
  }

  /// The state that a scan carries for a state's number.
  func encoded(_ number: Int) -> State {
    let state = number < denseCount ? State(number * width) : denseLimit + State(number - denseCount)
    return outputIndex[number] >= 0 ? state | Self.endsHere : state
  }

  /// The number of the state that a scan carries.
  func number(_ state: State) -> Int {
    let row = state & ~Self.endsHere
    return row < denseLimit ? Int(row) / width : Int(row - denseLimit) + denseCount
  }

  /// What ends in a state, longest first: call with the state's first output, then with `next`.
  func firstOutput(_ state: State) -> Int { Int(outputIndex[number(state)]) }

  /// Scalars at the end of what was read that may yet become part of a longer or of an unfinished string.
  func openUnits(_ state: State) -> Int {
    var number = number(state)
    while number != 0, firstChild[number] == firstChild[number + 1] { number = Int(failures[number]) }
    return Int(units[number])
  }

  /// Adds the lists of everything that ends in a state.
  @inline(__always)
  func insertLists(endingIn state: State, into found: inout MatchedIndices) {
    let words = outputs[firstOutput(state)].words
    for position in 0..<wordsPerSet { found.insert(word: listWords[words + position], at: position) }
  }
}
