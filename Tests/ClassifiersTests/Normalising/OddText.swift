/// Texts made of what normalisation is about: scalars of all planes, marks, invisible ones, and pieces of codes.
enum OddText {
  private static let pieces = [
    "a", "b o m b ", "k1ll ", "how to ", "ubj gb ", "%6b", "&#107;", "\\u006b", "6b69", "aGVsbG8gd29ybGQ=", " ", "\n",
    "\r\n",
    "\u{301}", "\u{302}\u{303}", "\u{200B}", "\u{430}", "\u{3BF}", "\u{E0041}", "½", "ﬁ", "ﾞ", "カ", "\u{1100}",
    "\u{1161}",
    "\u{11A8}", "\u{FDFA}", "é", "e\u{301}", "\u{336}", "🇩", "👩‍👩‍👧", "\u{3164}", "\u{1D160}", "Ａ", "\u{9C7}\u{9BE}",
    "\u{5B0}",
    "\u{F71}\u{F72}", "\u{4E0}\u{308}", "\u{344}", "\u{340}", "0110", "-.-. ", "\u{0}", "\u{2028}", "\u{85}",
    "\u{FFFD}",
  ]

  static func make(_ generator: inout SeededGenerator) -> String {
    var view = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      if Int.random(in: 0..<3, using: &generator) > 0 {
        view.append(contentsOf: (pieces.randomElement(using: &generator) ?? "").unicodeScalars)
      } else {
        let limits: [UInt32] = [0x80, 0x600, 0x3000, 0x10000, 0x20000, 0x110000]
        let limit = limits.randomElement(using: &generator) ?? 0x80
        if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) { view.append(scalar) }
      }
    }
    return String(view)
  }
}
