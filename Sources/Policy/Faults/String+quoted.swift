extension String {
  /// The text in backticks for a message: one line, at most 60 scalars, control characters as `\u{...}`.
  ///
  /// What stands in a file goes to terminals and logs, and must not be able to write lines of its own there.
  var quoted: String {
    var result = "`"
    for (index, scalar) in unicodeScalars.enumerated() {
      if index == 60 {
        result += "…"
        break
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "`"
  }
}
