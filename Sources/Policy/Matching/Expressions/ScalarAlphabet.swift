/// The classes of scalars that a number of sets cannot tell apart, and which class a scalar is in.
///
/// Automata read classes in place of scalars, so that a row is as short as the sets allow. Classes are numbered from 0.
struct ScalarAlphabet: Sendable {
  /// What stands on one side of a place between scalars.
  enum Kind: UInt8, Sendable, CaseIterable {
    case textBorder, newline, word, other
  }

  private(set) var classCount = 1
  private let setCount: Int
  /// What the scalars of each class are; never `textBorder`.
  private(set) var kinds: [Kind] = []
  /// The class of each ASCII scalar.
  private(set) var ascii: [UInt16] = []
  /// For each page of 256 scalars its class with `isUniform`, or where its classes start in `classes`.
  private var pages: [UInt32] = []
  private var classes: [UInt16] = []
  /// A bit for each class, `wordsPerSet` to a set.
  private var members: [UInt64] = []
  private var wordsPerSet = 0

  private static let isUniform: UInt32 = 1 << 31
  /// What the bits of all sets may take, 64 MB.
  private static let mostMemberWords = 8 << 20

  /// - Parameters:
  ///   - sets: what is to be told apart; asked for later by its position.
  ///   - seesWords: whether anything asks for borders of words; without, no kind is `word`, and classes are fewer.
  /// - Throws: the sets are too many and too different.
  init(_ sets: [ScalarRanges], seesWords: Bool) throws(ExpressionFault) {
    setCount = sets.count
    let all = sets + [seesWords ? .word : ScalarRanges([]), .newline]
    var partition = ScalarPartition(all)
    for set in all { partition.refine(by: set) }
    classCount = partition.classCount
    wordsPerSet = (classCount + 63) / 64
    guard classCount <= Int(UInt16.max), wordsPerSet * all.count <= Self.mostMemberWords else {
      throw ExpressionFault(offset: 0, message: "the expressions together have too many different characters")
    }
    members = [UInt64](repeating: 0, count: wordsPerSet * all.count)
    for (index, set) in all.enumerated() {
      partition.forEachClass(of: set) { members[index * wordsPerSet + $0 / 64] |= 1 << UInt64($0 % 64) }
    }
    kinds = (0..<classCount).map { group in
      contains(group, set: wordSet) ? .word : contains(group, set: newlineSet) ? .newline : .other
    }
    addPages(partition)
    ascii = (0..<128).map { UInt16(self[UInt32($0)]) }
  }

  /// The set of what `\b` takes for a part of a word.
  var wordSet: Int { setCount }
  var newlineSet: Int { setCount + 1 }

  /// The class of a scalar.
  @inline(__always)
  subscript(scalar: UInt32) -> Int {
    let page = pages[Int(scalar >> 8)]
    if page & Self.isUniform != 0 { return Int(page & ~Self.isUniform) }
    return Int(classes[Int(page) + Int(scalar & 0xFF)])
  }

  /// Whether a set holds the scalars of a class.
  @inline(__always)
  func contains(_ group: Int, set: Int) -> Bool {
    members[set * wordsPerSet + group >> 6] >> UInt64(group & 63) & 1 != 0
  }

  private mutating func addPages(_ partition: ScalarPartition) {
    var interval = 0
    for page in UInt32(0)..<0x1100 {
      let first = page << 8
      while partition.end(of: interval) < first { interval += 1 }
      if partition.end(of: interval) >= first + 0xFF {
        pages.append(UInt32(partition.classes[interval]) | Self.isUniform)
        continue
      }
      pages.append(UInt32(classes.count))
      for scalar in first...first + 0xFF {
        while partition.end(of: interval) < scalar { interval += 1 }
        classes.append(UInt16(partition.classes[interval]))
      }
    }
  }
}
