/// Draws from a list, the same for the same seed: SplitMix64 (Steele, Lea, Flood 2014) and a Fisher-Yates shuffle that
/// stops when it has enough.
struct SeededDraw: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// `count` elements of `list`, or all where it has fewer.
  mutating func draw<Element: Hashable>(_ count: Int, of list: [Element]) -> Set<Element> {
    var list = list
    let count = min(count, list.count)
    for index in 0..<count {
      // The modulo's bias is below 2^-40 for any list that fits in memory.
      list.swapAt(index, index + Int(next() % UInt64(list.count - index)))
    }
    return Set(list[..<count])
  }
}
