/// What one pass over a text finds of disguises: which detectors are worth running, and where letters read better as
/// rot13 or backwards.
struct TextSurvey {
  /// A stretch of words that reads better otherwise, and by how much (8 ln P, see `LetterPairs`).
  struct Stretch: Equatable {
    var range = 0..<0
    var gain = 0
  }

  /// How many digits there are.
  private(set) var digits = 0
  /// There is a letter with a digit or one of `@`, `$` and `!` behind it.
  private(set) var hasMixedWords = false
  private(set) var hasPercent = false
  private(set) var hasAmpersand = false
  private(set) var hasBackslash = false
  private(set) var hasHyphens = false
  /// There are words of one letter in a row.
  private(set) var hasSingleLetters = false
  /// There is a letter three times in a row.
  private(set) var hasRepeats = false
  /// Where reading rot13 gains most.
  private(set) var rot13 = Stretch()
  /// Where reading backwards gains most.
  private(set) var backwards = Stretch()

  /// Words of one letter in a row that make spaced-out letters.
  static let leastSingles = 3
  /// Gains below which nothing is rot13 or backwards: about ten letters of the first, fourteen of the second.
  static let leastRot13Gain = 130
  static let leastBackwardsGain = 90

  var hasLetterDisguise: Bool { hasMixedWords || hasSingleLetters || hasRepeats }

  init(_ text: [UInt8]) {
    unsafe text.withUnsafeBufferPointer { text in
      unsafe Self.gains.withUnsafeBufferPointer { gains in
        unsafe Self.kinds.withUnsafeBufferPointer { kinds in unsafe scan(text, gains, kinds) }
      }
    }
  }

  /// Whether text is ASCII without invisible controls.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var (high, invisible) = (UInt8(0), UInt8(0))
    for index in 0..<text.count {
      let byte = unsafe text[index]
      high |= byte
      // Without branches: 0x00 to 0x08, 0x0E to 0x1F, and 0x7F.
      invisible |= (byte < 0x09 ? 1 : 0) | (byte &- 0x0E < 0x12 ? 1 : 0) | (byte == 0x7F ? 1 : 0)
    }
    return high < 0x80 && invisible == 0
  }

  private static let gains = LetterPairs.gains
  /// The letter in the low five bits, `border` for others; in the high three what else it is.
  private static let kinds: [UInt8] = (0...255).map { byte in
    let byte = UInt8(byte)
    let letter = UInt8(byte < 0x80 ? LetterPairs.letter(byte) : LetterPairs.border)
    return letter | mark(of: byte) << 5
  }

  /// Numbers of the bits in which the scan collects what it saw.
  private static func mark(of byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 1
    case UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "!"): 2
    case UInt8(ascii: "%"): 3
    case UInt8(ascii: "&"): 4
    case UInt8(ascii: "\\"): 5
    case UInt8(ascii: "-"): 6
    default: 0
    }
  }

  private mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ gains: UnsafeBufferPointer<Int64>, _ kinds: UnsafeBufferPointer<UInt8>
  ) {
    let border = LetterPairs.border
    var (seen, digits, mixed) = (0, 0, 0)
    var last = border
    var sum: Int64 = 0
    var start = 0
    var (singles, mostSingles, repeats, isRepeat) = (0, 0, 0, 0)
    var rot13 = RisingSum()
    var backwards = RisingSum()
    for index in 0...text.count {
      // Behind the text stands a border.
      let kind = unsafe index < text.count ? kinds[Int(text[index])] : UInt8(border)
      let letter = Int(kind & 0x1F)
      sum &+= unsafe gains[last << 5 | letter]
      if letter != border {
        if last == border { start = index }
        let same = letter == last ? 1 : 0
        repeats |= same & isRepeat
        isRepeat = same
        last = letter
        continue
      }
      seen |= 1 << Int(kind >> 5)
      digits += kind >> 5 == 1 ? 1 : 0
      guard last != border else { continue }
      last = border
      isRepeat = 0
      mixed |= kind >> 5 == 1 || kind >> 5 == 2 ? 1 : 0
      let low = Int(Int32(truncatingIfNeeded: sum))
      rot13.add((Int(sum) - low) >> 32, start, index)
      backwards.add(low, start, index)
      singles = index - start == 1 ? singles + 1 : 0
      mostSingles = max(mostSingles, singles)
      sum = 0
    }
    self.digits = digits
    hasMixedWords = mixed != 0
    (hasPercent, hasAmpersand) = (seen & 8 != 0, seen & 16 != 0)
    (hasBackslash, hasHyphens) = (seen & 32 != 0, seen & 64 != 0)
    hasSingleLetters = mostSingles >= Self.leastSingles
    hasRepeats = repeats != 0
    self.rot13 = rot13.best
    self.backwards = backwards.best
  }

  /// The stretch of words with the greatest sum (Kadane's algorithm).
  private struct RisingSum {
    private var gain = 0
    private var start = 0
    private var (bestGain, bestStart, bestEnd) = (0, 0, 0)

    var best: Stretch { Stretch(range: bestStart..<bestEnd, gain: bestGain) }

    /// Takes the gain of the next word, which stands from `wordStart` to `end`.
    @inline(__always)
    mutating func add(_ more: Int, _ wordStart: Int, _ end: Int) {
      if gain <= 0 {
        gain = 0
        start = wordStart
      }
      gain += more
      if gain > bestGain { (bestGain, bestStart, bestEnd) = (gain, start, end) }
    }
  }
}
