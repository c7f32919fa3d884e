extension String {
  /// The text in one line without anything that a terminal would act upon: prompts and answers are anybody's words.
  package var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: result += " "
      case .format, .surrogate, .privateUse, .unassigned: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Columns that a terminal needs for the text; East Asian wide characters and emoji take two.
  package var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

  /// The text cut to so many columns, with `…` where something is missing.
  package func fitted(to width: Int) -> String {
    if columns <= width { return self }
    var result = ""
    var left = width - 1
    for scalar in unicodeScalars {
      left -= scalar.columns
      if left < 0 { break }
      result.unicodeScalars.append(scalar)
    }
    return result + "…"
  }
}

extension Unicode.Scalar {
  /// By the blocks of Unicode's East Asian Width that are wide throughout.
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
