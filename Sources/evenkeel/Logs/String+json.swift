import Logging

extension String {
  /// Appends a string as JSON that cannot break a line or a terminal.
  mutating func appendJSON(_ text: String) {
    self += "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: self += "\\\""
      case 0x5C: self += "\\\\"
      case 0x0A: self += "\\n"
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        self += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: unicodeScalars.append(scalar)
      }
    }
    self += "\""
  }

  /// Appends a metadata value: texts as strings, arrays and dictionaries as such.
  mutating func appendJSON(_ value: Logger.Metadata.Value) {
    switch value {
    case .string(let text): appendJSON(text)
    case .stringConvertible(let convertible): appendJSON(convertible.description)
    case .array(let values):
      self += "["
      for (index, value) in values.enumerated() {
        if index > 0 { self += "," }
        appendJSON(value)
      }
      self += "]"
    case .dictionary(let values):
      self += "{"
      for (index, entry) in values.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { self += "," }
        appendJSON(entry.key)
        self += ":"
        appendJSON(entry.value)
      }
      self += "}"
    }
  }
}
