extension PhraseMatcher {
  /// Which lists have a phrase in the text. Allocates nothing for up to 64 lists.
  package func lists(in text: String) -> MatchedIndices {
    var found = MatchedIndices(capacity: listCount)
    var copy = text
    copy.withUTF8 { bytes in
      let bytes = unsafe bytes.span
      _ = walk(bytes, afterWord: false, isComplete: true) { _ in
      } ended: { state, _ in
        automaton.insertLists(endingIn: state, into: &found)
        return true
      }
    }
    return found
  }

  /// Calls `found` with every match, those that overlap included, in the order in which they end; of those that end
  /// together the longest first, and of equal ones the lowest list first.
  ///
  /// Costs, beyond the pass over the text, constant time for each match.
  /// - Parameters:
  ///   - previous: what stands before `text`, where it is a part of a longer one: a word may go on at its start.
  ///   - isComplete: false where more text follows: a word may go on at its end, so a phrase that ends with a letter or
  ///     digit at the very end is not found yet.
  ///   - found: says whether to go on.
  package func scan(
    _ text: String, after previous: Unicode.Scalar? = nil, isComplete: Bool = true,
    found: (_ list: Int, _ range: Range<Int>) -> Bool
  ) {
    _ = follow(text, after: previous, isComplete: isComplete) { output, range in
      var output = output
      while output >= 0 {
        let ending = automaton.outputs[output]
        let start = range(ending.units)
        for index in ending.lists {
          if !found(Int(automaton.outputLists[index]), start) { return false }
        }
        output = ending.next
      }
      return true
    }
  }

  /// What the phrases of some lists cover, as ranges that neither overlap nor touch: what a redaction takes out.
  ///
  /// - Parameters: as of `scan`.
  package func ranges(
    of lists: MatchedIndices, in text: String, after previous: Unicode.Scalar? = nil, isComplete: Bool = true
  ) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    _ = follow(text, after: previous, isComplete: isComplete) { output, range in
      var output = output
      while output >= 0 {
        let ending = automaton.outputs[output]
        // Shorter phrases with the same end lie within the first one that counts.
        if ending.lists.contains(where: { lists.contains(Int(automaton.outputLists[$0])) }) {
          var joined = range(ending.units)
          while let last = ranges.last, last.upperBound >= joined.lowerBound {
            joined = min(last.lowerBound, joined.lowerBound)..<joined.upperBound
            ranges.removeLast()
          }
          ranges.append(joined)
          break
        }
        output = ending.next
      }
      return true
    }
    return ranges
  }

  /// How many bytes at the end of a text may still become part of a match once more text follows, never more than
  /// `longestMatchBytes`; matches that are found already are not counted.
  ///
  /// A stream may let go of all bytes before these, and of the matches among them.
  package func openBytes(atEndOf text: String, after previous: Unicode.Scalar? = nil) -> Int {
    let end = follow(text, after: previous, isComplete: false) { _, _ in true }
    return text.utf8.count - end
  }

  /// Goes through a text with the starts of its last scalars at hand.
  ///
  /// - Parameter ended: gets the first output of what ends, and what turns a length in scalars into a range.
  /// - Returns: where the open end of the text starts.
  private func follow(
    _ text: String, after previous: Unicode.Scalar?, isComplete: Bool,
    ended: (_ output: Int, _ range: (_ units: Int) -> Range<Int>) -> Bool
  ) -> Int {
    let afterWord = previous.map { traits.entry($0.value) & ScalarTraits.phraseWord != 0 } ?? false
    var starts = [Int](repeating: 0, count: window)
    let mask = window - 1
    var count = 0
    var copy = text
    return copy.withUTF8 { bytes in
      let bytes = unsafe bytes.span
      let state = walk(bytes, afterWord: afterWord, isComplete: isComplete) { start in
        starts[count & mask] = start
        count += 1
      } ended: { state, end in
        ended(automaton.firstOutput(state)) { units in starts[(count - units) & mask]..<end }
      }
      let open = automaton.openUnits(state)
      return open == 0 ? bytes.count : starts[(count - open) & mask]
    }
  }

  /// Takes a text through the automaton.
  ///
  /// - Parameters:
  ///   - began: gets where each scalar starts, and each run of white space.
  ///   - ended: gets a state in which something ends and where that is; says whether to go on.
  /// - Returns: the last state.
  @inline(__always)
  private func walk(
    _ bytes: borrowing Span<UInt8>, afterWord: Bool, isComplete: Bool, began: (Int) -> Void,
    ended: (ByteAutomaton.State, Int) -> Bool
  ) -> ByteAutomaton.State {
    let rows = automaton.rows.span
    let ascii = ascii.span
    var state = ByteAutomaton.root
    var isWord = afterWord
    var blanks = 0
    var index = 0
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      var length = 1
      var scalar = UInt32(byte)
      var entry: ASCIIEntry
      if byte < 0x80 {
        entry = ascii[Int(byte)]
      } else {
        (scalar, length) = UTF8Scalar.decode(bytes, at: index)
        let traits = traits.entry(scalar)
        scalar = ScalarTraits.fold(scalar, traits)
        entry = traits & ScalarTraits.phraseWord != 0 ? Self.word : 0
        if traits & ScalarTraits.whiteSpace != 0 { entry = Self.space }
        if scalar < 0x80 { entry |= ascii[Int(scalar)] }
      }
      if (entry & Self.word != 0) != isWord {
        isWord.toggle()
        state = automaton.next(state, column: borderColumn, rows)
        if state & ByteAutomaton.endsHere != 0, !ended(state, index) { return state }
      }
      if entry & Self.space != 0 {
        if blanks == 0 {
          began(index)
          state = automaton.next(state, column: blankColumn, rows)
        }
        blanks += 1
        if blanks > Self.mostBlanks { state = ByteAutomaton.root }
        index += length
        continue
      }
      blanks = 0
      began(index)
      if scalar < 0x80 {
        state = automaton.next(state, column: UInt8(truncatingIfNeeded: entry), rows)
      } else {
        UTF8Scalar.encode(scalar) { state = automaton.next(state, column: automaton.columns[Int($0)], rows) }
      }
      index += length
      if state & ByteAutomaton.endsHere != 0, !ended(state, index) { return state }
    }
    if isComplete, isWord {
      state = automaton.next(state, column: borderColumn, rows)
      if state & ByteAutomaton.endsHere != 0 { _ = ended(state, count) }
    }
    return state
  }
}
