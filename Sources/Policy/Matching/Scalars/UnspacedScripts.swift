/// Scripts that write words without blanks between them, so that a phrase has no border to be found at.
///
/// By blocks of Unicode 16: the scripts whose line breaks need a dictionary (UAX #14, classes ID and SA), Han, kana and
/// Bopomofo, and Hangul, whose particles are written onto the word. Variation selectors, which belong to the scalar
/// before them and follow symbols as well as letters, are here too.
enum UnspacedScripts {
  private static let blocks: [ClosedRange<UInt32>] = [
    0x0E00...0x0EFF,  // Thai, Lao
    0x0F00...0x0FFF,  // Tibetan
    0x1000...0x109F,  // Myanmar
    0x1100...0x11FF,  // Hangul Jamo
    0x1780...0x17FF,  // Khmer
    0x1950...0x19FF,  // Tai Le, New Tai Lue, Khmer symbols
    0x1A20...0x1AAF,  // Tai Tham
    0x1B00...0x1B7F,  // Balinese
    0x2E80...0x2FDF,  // radicals
    0x3000...0xA4CF,  // kana, Bopomofo, Hangul compatibility, Han, Yi
    0xA960...0xA97F,  // Hangul Jamo extended A
    0xA980...0xA9FF,  // Javanese, Myanmar extended B
    0xAA60...0xAADF,  // Myanmar extended A, Tai Viet
    0xAC00...0xD7FF,  // Hangul syllables
    0xF900...0xFAFF,  // Han compatibility
    0xFE00...0xFE0F,  // variation selectors
    0xFF65...0xFFDC,  // half-width kana and Hangul
    0x1AFF0...0x1B2FF,  // kana supplements, Nushu
    0x20000...0x3FFFF,  // Han extensions
  ]

  static func contains(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x0E00 else { return false }
    return blocks.contains { $0.contains(scalar) }
  }
}
