extension ByteAutomaton {
  /// A string to find, and the list that it belongs to.
  struct Entry: Sendable {
    /// Not empty.
    var bytes: [UInt8]
    var list: Int
  }

  /// Rows take at most this many entries of 4 bytes: what the cache of one core holds.
  private static let mostRowEntries = 1 << 18

  /// - Parameters:
  ///   - entries: what to find; equal strings may come in several lists and several times in one.
  ///   - listCount: all lists are below it.
  init(_ entries: [Entry], listCount: Int) {
    wordsPerSet = (listCount + 63) / 64
    var used = [Bool](repeating: false, count: 256)
    for entry in entries { for byte in entry.bytes { used[Int(byte)] = true } }
    // A byte that is used keeps its order among the columns, so children sorted by byte are sorted by column.
    for byte in 0..<256 where used[byte] {
      columns[byte] = UInt8(width)
      width += 1
    }
    // INVARIANT: UTF-8 has no byte 0xC0, 0xC1, or from 0xF5 on, so the columns of all others fit a byte.
    precondition(width <= 256, "more bytes than UTF-8 has")
    var sorted = entries
    sorted.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    let trie = addStates(sorted)
    addFailures(trie.parents)
    addOutputs(sorted, trie.endings, listCount: listCount)
    addRows()
  }

  /// What is known of the states only while building.
  private struct Trie {
    var parents: [UInt32]
    /// The entries, as a stretch of the sorted ones, that end in a state.
    var endings: [(state: Int, entries: Range<Int>)]
  }

  /// Numbers the states breadth first: a state is a stretch of the sorted entries that begin alike.
  private mutating func addStates(_ sorted: [Entry]) -> Trie {
    var trie = Trie(parents: [0], endings: [])
    var stretches: [Range<Int>] = [0..<sorted.count]
    labels = [0]
    units = [0]
    var state = 0
    var depth = 0
    var nextLevel = 1
    while state < stretches.count {
      if state == nextLevel {
        depth += 1
        nextLevel = stretches.count
      }
      firstChild.append(UInt32(stretches.count))
      let stretch = stretches[state]
      var index = stretch.lowerBound
      while index < stretch.upperBound, sorted[index].bytes.count == depth { index += 1 }
      if index > stretch.lowerBound, depth > 0 { trie.endings.append((state, stretch.lowerBound..<index)) }
      while index < stretch.upperBound {
        let byte = sorted[index].bytes[depth]
        let start = index
        while index < stretch.upperBound, sorted[index].bytes[depth] == byte { index += 1 }
        stretches.append(start..<index)
        trie.parents.append(UInt32(state))
        labels.append(columns[Int(byte)])
        // Bytes within a scalar, and the mark of a border, which is 0xFF, start none.
        let startsScalar = byte & 0xC0 != 0x80 && byte != PhraseSymbols.border
        units.append(units[state] + (startsScalar ? 1 : 0))
      }
      state += 1
    }
    firstChild.append(UInt32(stretches.count))
    return trie
  }

  private mutating func addFailures(_ parents: [UInt32]) {
    failures = [UInt32](repeating: 0, count: labels.count)
    for state in labels.indices.dropFirst() where parents[state] != 0 {
      var suffix = Int(failures[Int(parents[state])])
      while true {
        if let child = child(of: suffix, column: labels[state]) {
          failures[state] = UInt32(child)
          break
        }
        if suffix == 0 { break }
        suffix = Int(failures[suffix])
      }
    }
  }

  private mutating func addOutputs(_ sorted: [Entry], _ endings: [(state: Int, entries: Range<Int>)], listCount: Int) {
    outputIndex = [Int32](repeating: -1, count: labels.count)
    var known: [[UInt64]: Int] = [:]
    var ending = endings.startIndex
    // Failures are shallower, so they come first.
    for state in labels.indices {
      let shorter = Int(outputIndex[Int(failures[state])])
      guard ending < endings.count, endings[ending].state == state else {
        outputIndex[state] = Int32(shorter)
        continue
      }
      let lists = Set(sorted[endings[ending].entries].map { UInt32($0.list) }).sorted()
      ending += 1
      var words = [UInt64](repeating: 0, count: wordsPerSet)
      if shorter >= 0 {
        let start = outputs[shorter].words
        for position in 0..<wordsPerSet { words[position] = listWords[start + position] }
      }
      for list in lists { words[Int(list) / 64] |= 1 << UInt64(list % 64) }
      let place = known[words] ?? listWords.count
      if place == listWords.count {
        known[words] = place
        listWords += words
      }
      let range = outputLists.count..<outputLists.count + lists.count
      outputLists += lists
      outputIndex[state] = Int32(outputs.count)
      outputs.append(Output(units: Int(units[state]), lists: range, next: shorter, words: place))
    }
  }

  private mutating func addRows() {
    denseCount = min(labels.count, max(1, Self.mostRowEntries / width))
    denseLimit = State(denseCount * width)
    rows = [State](repeating: Self.root, count: denseCount * width)
    for state in 0..<denseCount {
      if state > 0 {
        let suffix = Int(failures[state]) * width
        for column in 0..<width { rows[state * width + column] = rows[suffix + column] }
      }
      for child in Int(firstChild[state])..<Int(firstChild[state + 1]) {
        rows[state * width + Int(labels[child])] = encoded(child)
      }
    }
  }
}
