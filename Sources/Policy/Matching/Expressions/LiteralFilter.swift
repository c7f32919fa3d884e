/// Tells in one pass which of many strings stand in a text, whatever their case.
struct LiteralFilter: Sendable {
  private let automaton: ByteAutomaton
  /// The column of each ASCII byte once folded.
  private let ascii: [UInt8]
  private let traits = ScalarTraits.shared
  private let listCount: Int

  /// - Parameters:
  ///   - strings: folded UTF-8, each with the list that it speaks for.
  ///   - listCount: all lists are below it.
  init(_ strings: [ByteAutomaton.Entry], listCount: Int) {
    let automaton = ByteAutomaton(strings, listCount: listCount)
    let traits = ScalarTraits.shared
    self.automaton = automaton
    self.listCount = listCount
    ascii = (0..<128).map { automaton.columns[Int(traits.fold($0))] }
  }

  /// The lists of which at least one string stands in the text.
  func lists(in bytes: borrowing Span<UInt8>) -> MatchedIndices {
    var found = MatchedIndices(capacity: listCount)
    let rows = automaton.rows.span
    let ascii = ascii.span
    var state = ByteAutomaton.root
    var index = 0
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if byte < 0x80 {
        state = automaton.next(state, column: ascii[Int(byte)], rows)
        index += 1
      } else {
        let scalar = UTF8Scalar.decode(bytes, at: index)
        UTF8Scalar.encode(traits.fold(scalar.value)) {
          state = automaton.next(state, column: automaton.columns[Int($0)], rows)
        }
        index += scalar.length
      }
      if state & ByteAutomaton.endsHere != 0 { automaton.insertLists(endingIn: state, into: &found) }
    }
    return found
  }
}
