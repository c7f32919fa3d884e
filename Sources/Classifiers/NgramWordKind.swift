/// What a normalised scalar is to words.
enum NgramWordKind {
  case separator
  /// Goes on until a scalar that is no part.
  case part
  /// A word of its own: ideographs, kana, pictographs.
  case single

  @inline(__always)
  init(of scalar: UInt32) {
    if scalar < 0x80 {
      let isPart = scalar >= 0x61 && scalar <= 0x7A || scalar >= 0x30 && scalar <= 0x39 || scalar == 0x27
      self = isPart ? .part : .separator
    } else {
      self = Self.kind(beyondASCII: scalar)
    }
  }

  private static func kind(beyondASCII scalar: UInt32) -> NgramWordKind {
    switch scalar {
    case 0x80..<0xC0, 0x2010...0x206F, 0x3000...0x303F: .separator
    case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0x1F000...0x1FFFF, 0x20000...0x3FFFF: .single
    default: .part
    }
  }
}
