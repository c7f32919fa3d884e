/// Foreign text made fit for a message or a path: one line, bounded, without control characters or backticks.
enum PrintableName {
  /// Unicode scalars that are kept of a long name.
  static let maxScalars = 64

  static func of(_ text: some StringProtocol) -> String {
    if text.utf8.count <= maxScalars, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x60 }) {
      return String(text)
    }
    var result = ""
    var kept = 0
    for scalar in text.unicodeScalars {
      if kept == maxScalars {
        result += "..."
        break
      }
      kept += 1
      if isHarmless(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return result
  }

  /// Control, format (bidi overrides, zero width), line separator and private characters can forge a log line.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "`" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return false
    default: return true
    }
  }
}
