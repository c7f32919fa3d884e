/// Writes a line of CSV after RFC 4180, harmless to spreadsheets.
///
/// A spreadsheet runs a text cell that begins with `=`, `+`, `-` or `@` (or their full-width forms) as a formula, some
/// of them also behind leading white space. Such a cell gets an apostrophe in front, which a spreadsheet takes as "this
/// is text". So that nothing is lost, a cell that begins with an apostrophe gets one more: a reader that is not a
/// spreadsheet takes one leading apostrophe off.
package struct CSVText {
  package private(set) var text = ""
  private var isFirst = true

  package init() {}

  /// A cell of words that someone else wrote. Nil is an empty cell, an empty text is `""`.
  package mutating func append(_ cell: String?) {
    separate()
    guard let cell else { return }
    let guarded = Self.isRisky(cell) ? "'" + cell : cell
    let needsQuotes = guarded.isEmpty || guarded.utf8.contains(where: Self.isSpecial)
    guard needsQuotes else {
      text += guarded
      return
    }
    text += "\""
    // By scalar: a combining mark behind a quote would hide it from a search by character.
    for scalar in guarded.unicodeScalars {
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
    }
    text += "\""
  }

  /// A cell that this program made: a number or a word of its own.
  package mutating func append(raw cell: String) {
    separate()
    text += cell
  }

  private mutating func separate() {
    if !isFirst { text += "," }
    isFirst = false
  }

  private static func isRisky(_ cell: String) -> Bool {
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "'", "\t", "\r", "\n": return true
      default:
        guard scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0xFEFF else { return false }
      }
    }
    return false
  }

  /// Also leading and trailing blanks matter, which some readers strip from unquoted cells.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: " ") || byte < 0x20
      || byte == UInt8(ascii: ";")
  }
}
