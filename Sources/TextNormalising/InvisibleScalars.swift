/// Which scalars show nothing, and which are marks on the one before.
enum InvisibleScalars {
  /// Default-ignorable code points (Unicode 16, DerivedCoreProperties), C1 controls, interlinear annotations and the
  /// blank Braille pattern.
  static func contains(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x84, 0x86...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F,
      0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x2800, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
      0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Whether a scalar is a nonspacing or enclosing mark.
  static func isMark(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x300 else { return false }
    switch scalar {
    case 0x300...0x36F: return true
    // Greek, Cyrillic and Armenian letters, punctuation, ideographs, syllables and pictographs: nearly all text.
    case 0x370...0x482, 0x48A...0x590, 0x2000...0x20CF, 0x2100...0x2CEE, 0x3031...0x3098, 0x309B...0xA66E,
      0xAC00...0xD7FF, 0x1F000...0x1FBFF, 0x20000...0x3FFFF:
      return false
    default: break
    }
    switch Unicode.Scalar(scalar)?.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// Marks that strike a letter through or put it in a frame, as key caps do.
  static func isOverlay(_ scalar: UInt32) -> Bool {
    (0x334...0x338).contains(scalar) || scalar == 0x488 || scalar == 0x489 || (0x20D0...0x20F0).contains(scalar)
  }
}
