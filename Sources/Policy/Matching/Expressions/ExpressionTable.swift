/// Several expressions as one deterministic automaton: one look-up for a scalar tells which of them match.
struct ExpressionTable: Sendable {
  /// The next state by state and class; states are the starts of their rows.
  var rows: [UInt32] = []
  var width = 0
  /// The class here of each ASCII scalar, and of each class of the alphabet.
  var ascii: [UInt16] = []
  var classes: [UInt16] = []
  /// In the states from this one on, some expression has matched.
  var firstAccepting: UInt32 = 0
  var start: UInt32 = 0
  /// What has matched on the way into each state, and what matches if the text ends there: sets by number, 0 for none.
  var accepts: [UInt32] = []
  var acceptsAtEnd: [UInt32] = []
  /// Expressions of each set.
  var acceptSets: [[Int]] = [[]]

  /// Adds the expressions that match anywhere in the text.
  func insertMatches(in bytes: borrowing Span<UInt8>, _ alphabet: ScalarAlphabet, into found: inout MatchedIndices) {
    let rows = rows.span
    let ascii = ascii.span
    var state = start
    var known: UInt32 = 0
    var index = 0
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if byte < 0x80 {
        state = rows[Int(state) + Int(ascii[Int(byte)])]
        index += 1
      } else {
        let scalar = UTF8Scalar.decode(bytes, at: index)
        state = rows[Int(state) + Int(classes[alphabet[scalar.value]])]
        index += scalar.length
      }
      if state >= firstAccepting {
        let set = accepts[Int(state) / width]
        if set != known {
          known = set
          for expression in acceptSets[Int(set)] { found.insert(expression) }
        }
      }
    }
    for expression in acceptSets[Int(acceptsAtEnd[Int(state) / width])] { found.insert(expression) }
  }
}
