/// Writes JSON of one line: also the separators that some readers take for a line's end are escaped.
struct JSONText {
  private(set) var text = ""

  mutating func append(raw json: String) { text += json }

  mutating func append(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// JSON has no NaN and no infinity; both become null.
  mutating func append(_ number: Double) { text += number.isFinite ? "\(number)" : "null" }

  mutating func append(_ strings: [String]) {
    text += "["
    for (index, string) in strings.enumerated() {
      if index > 0 { text += "," }
      append(string)
    }
    text += "]"
  }

  /// Sorted by key.
  mutating func append(_ numbers: [String: Double]) {
    text += "{"
    for (index, entry) in numbers.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { text += "," }
      append(entry.key)
      text += ":"
      append(entry.value)
    }
    text += "}"
  }
}
