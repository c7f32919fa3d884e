/// A set of small indices: which lists, or which expressions, were found.
///
/// Holds up to 64 indices without allocating.
package struct MatchedIndices: Sendable {
  private var first: UInt64 = 0
  /// Bits of the indices from 64 on.
  private var rest: [UInt64] = []

  package init() {}

  /// - Parameter capacity: room for the indices below it, so that inserting them allocates nothing more.
  init(capacity: Int) {
    if capacity > 64 { rest = [UInt64](repeating: 0, count: (capacity - 1) / 64) }
  }

  package var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }

  package var count: Int { rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  package func contains(_ index: Int) -> Bool {
    guard index >= 64 else { return index >= 0 && first >> UInt64(index) & 1 != 0 }
    let word = index / 64 - 1
    return word < rest.count && rest[word] >> UInt64(index % 64) & 1 != 0
  }

  package mutating func insert(_ index: Int) {
    precondition(index >= 0, "an index of \(index)")
    guard index >= 64 else {
      first |= 1 << UInt64(index)
      return
    }
    let word = index / 64 - 1
    while rest.count <= word { rest.append(0) }
    rest[word] |= 1 << UInt64(index % 64)
  }

  /// Adds 64 indices at once: those whose bits are set, counted from `64 * position`.
  mutating func insert(word: UInt64, at position: Int) {
    guard position > 0 else {
      first |= word
      return
    }
    guard word != 0 else { return }
    while rest.count < position { rest.append(0) }
    rest[position - 1] |= word
  }
}

extension MatchedIndices: Sequence {
  /// Goes through the indices in ascending order.
  package struct Iterator: IteratorProtocol {
    fileprivate var word: UInt64
    fileprivate var position = 0
    fileprivate let rest: [UInt64]

    package mutating func next() -> Int? {
      while word == 0 {
        guard position < rest.count else { return nil }
        word = rest[position]
        position += 1
      }
      let bit = word.trailingZeroBitCount
      word &= word - 1
      return position * 64 + bit
    }
  }

  package func makeIterator() -> Iterator { Iterator(word: first, rest: rest) }
}

extension MatchedIndices: Equatable {
  package static func == (lhs: MatchedIndices, rhs: MatchedIndices) -> Bool { lhs.elementsEqual(rhs) }
}

extension MatchedIndices: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Int...) { for element in elements { insert(element) } }
}
