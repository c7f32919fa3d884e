/// A script that tells languages apart, or the group of languages that share it.
enum Script: Int, CaseIterable, Sendable {
  case latin, cyrillic, greek, hebrew, arabic, devanagari, bengali, tamil, telugu, thai, georgian, armenian, hangul,
    kana,
    han, other, none

  /// The script of a letter; `none` for what is no letter.
  @inline(__always)
  static func of(_ scalar: UInt32) -> Script {
    if scalar < 0x370 {
      switch scalar {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: return scalar == 0xD7 || scalar == 0xF7 ? .none : .latin
      default: return .none
      }
    }
    if scalar < 0x2000 { return ofAlphabet(scalar) }
    switch scalar {
    case 0x2D00...0x2D2F: return .georgian
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: return .kana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .han
    case 0x3130...0x318F, 0xAC00...0xD7A3, 0xA960...0xA97F: return .hangul
    case 0xFB50...0xFDFF, 0xFE70...0xFEFC: return .arabic
    default: return .none
    }
  }

  private static func ofAlphabet(_ scalar: UInt32) -> Script {
    switch scalar {
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x531...0x58A: .armenian
    case 0x5D0...0x5EA: .hebrew
    case 0x620...0x64A, 0x66E...0x6D3, 0x6FA...0x6FF, 0x750...0x77F: .arabic
    case 0x900...0x963, 0x971...0x97F: .devanagari
    case 0x981...0x9DF, 0x9F0, 0x9F1: .bengali
    case 0xB82...0xBD7: .tamil
    case 0xC00...0xC63: .telugu
    case 0xE01...0xE4E: .thai
    case 0x10A0...0x10FF: .georgian
    case 0x1100...0x11FF: .hangul
    case 0x1EA0...0x1EF9: .latin
    case 0x700...0x1CFF: .other
    default: .none
    }
  }
}
