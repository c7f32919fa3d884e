/// Embeddings without a model: each word has a fixed pseudo-random direction, and a text is the sum of its words'.
///
/// Texts that share words come out near each other, the same text always the same.
enum WordVector {
  /// When the request names no other number.
  static let dimensions = 16

  static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Of length 1; without words, 1 and zeros.
  static func vector(of words: [String], dimensions: Int) -> [Float] {
    var sum = [Float](repeating: 0, count: dimensions)
    for word in words {
      var state = seed(of: word)
      for place in sum.indices { sum[place] += next(&state) }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else {
      sum[0] = 1
      return sum
    }
    return sum.map { $0 / length }
  }

  /// FNV-1a of the word's bytes.
  private static func seed(of word: String) -> UInt64 {
    word.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// The next number of SplitMix64, in -1 ..< 1.
  private static func next(_ state: inout UInt64) -> Float {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    mixed ^= mixed >> 31
    return Float(mixed >> 40) / Float(1 << 23) - 1
  }
}
