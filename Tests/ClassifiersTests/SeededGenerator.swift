/// A random generator that gives the same numbers for the same seed (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A text of scalars that matter to cutting and normalising: sentence ends, invisible and combining ones, pictographs.
  mutating func text(scalars count: Int) -> String {
    let alphabet = Array("aB é.!? \n\r\t。！？中👋\u{200B}\u{301}\u{202E}'9\u{0}".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<count { text.append(alphabet.randomElement(using: &self) ?? " ") }
    return String(text)
  }
}
