import Crypto

/// What a prompt is known by when repeats are looked for: an exact key, and a MinHash of its character 5-grams
/// (Broder 1997) cut into bands (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, chapter 3).
///
/// Two prompts whose 5-grams overlap by 0.7 (Jaccard) share a band with a probability of 0.89, by 0.8 of 0.99 and by
/// 0.3 of 0.03.
struct PromptSketch: Equatable {
  /// Unicode scalars of a prompt that are looked at.
  static let scalarLimit = 4_096
  static let bandCount = 12
  static let bandRows = 5
  /// Share of equal minima from which on two prompts count as the same.
  static let threshold = 0.7
  static let functionCount = 64
  private static let gramLength = 5

  /// The first 64 bits of the SHA-256 of the folded text, or of the recorded hash.
  let exactKey: Int64
  /// The minima of 64 hash functions; nil for a prompt of which only a hash was kept.
  let minima: [UInt32]?

  init(text: String) {
    let folded = Self.folded(text)
    exactKey = Self.key("text:" + folded)
    minima = Self.minima(of: folded.unicodeScalars.map(\.value))
  }

  /// - Parameter hash: what a record of content mode `hashed` keeps.
  init(hash: String) {
    exactKey = Self.key("hash:" + hash)
    minima = nil
  }

  /// Keys of the bands, in their order; none for a prompt of which only a hash was kept.
  var bandKeys: [Int64] {
    guard let minima else { return [] }
    return (0..<Self.bandCount).map { band in
      var word: UInt64 = UInt64(band)
      for row in 0..<Self.bandRows { word = Self.mixed(word ^ UInt64(minima[band * Self.bandRows + row])) }
      return Int64(bitPattern: word)
    }
  }

  /// The share of equal minima: an estimate of the overlap with a standard error of at most 0.0625.
  func likeness(to other: [UInt32]) -> Double {
    guard let minima else { return 0 }
    var equal = 0
    for index in minima.indices where minima[index] == other[index] { equal += 1 }
    return Double(equal) / Double(Self.functionCount)
  }

  /// Lower case, runs of white space as one blank.
  private static func folded(_ text: String) -> String {
    let start = String(text.unicodeScalars.prefix(scalarLimit)).lowercased()
    var folded = String.UnicodeScalarView()
    var isBlank = true
    for scalar in start.unicodeScalars {
      let isSpace = scalar == " " || (scalar.value < 0x80 ? scalar.value < 0x21 : scalar.properties.isWhitespace)
      if !isSpace { folded.append(scalar) } else if !isBlank { folded.append(" ") }
      isBlank = isSpace
    }
    if folded.last == " " { folded.removeLast() }
    return String(folded)
  }

  private static func minima(of scalars: [UInt32]) -> [UInt32] {
    var minima = [UInt32](repeating: .max, count: functionCount)
    let count = max(scalars.count - gramLength + 1, 1)
    // Through pointers, so that the inner loop is made of vector instructions: over SIMD64 and its `pointwiseMin` all
    // of grouping took five times as long (846 records a second in place of 4,717).
    unsafe minima.withUnsafeMutableBufferPointer { minima in
      unsafe multipliers.withUnsafeBufferPointer { multipliers in
        unsafe summands.withUnsafeBufferPointer { summands in
          for start in 0..<count {
            var word: UInt64 = 0
            for scalar in scalars[start..<min(start + gramLength, scalars.count)] {
              word = mixed(word ^ UInt64(scalar))
            }
            let gram = UInt32(truncatingIfNeeded: word >> 32)
            for index in 0..<functionCount {
              let value = unsafe gram &* multipliers[index] &+ summands[index]
              unsafe minima[index] = min(minima[index], value)
            }
          }
        }
      }
    }
    return minima
  }

  /// SplitMix64's finaliser: every bit of the input moves every bit of the result.
  private static func mixed(_ word: UInt64) -> UInt64 {
    var word = word &+ 0x9E37_79B9_7F4A_7C15
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  private static func key(_ text: String) -> Int64 {
    var key: UInt64 = 0
    var hash = SHA256()
    var text = text
    text.withUTF8 { bytes in unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(bytes)) }
    for byte in hash.finalize().prefix(8) { key = key << 8 | UInt64(byte) }
    return Int64(bitPattern: key)
  }

  // INVARIANT: never changed, since minima are stored. Odd multipliers make each function a permutation.
  private static let multipliers = constants(seed: 1).map { $0 | 1 }
  private static let summands = constants(seed: 2)

  private static func constants(seed: UInt64) -> [UInt32] {
    (0..<functionCount).map { UInt32(truncatingIfNeeded: mixed(seed << 32 | UInt64($0)) >> 16) }
  }
}
