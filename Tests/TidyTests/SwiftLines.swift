/// Swift source taken apart into code and comments, line by line.
///
/// Strings are blanked out of the code, so that a rule sees neither their text nor the comments' as code. Code inside
/// an interpolation is blanked with its string; regular-expression literals are taken for code.
struct SwiftLines: Sendable {
  /// One line of the source.
  struct Line: Equatable, Sendable {
    var code = ""
    var comment = ""

    /// Whether there is a comment on the line and nothing else.
    var isOnlyComment: Bool { !comment.isEmpty && code.allSatisfy(\.isWhitespace) }
  }

  private(set) var lines: [Line] = [Line()]
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    while position < scalars.count { readCode() }
  }

  /// The comments beside a line: its own, and those of the comment lines directly above it.
  func comments(beside index: Int) -> String {
    var found = [lines[index].comment]
    var above = index - 1
    while above >= 0, lines[above].isOnlyComment {
      found.append(lines[above].comment)
      above -= 1
    }
    return found.joined(separator: "\n")
  }

  private mutating func readCode() {
    if at("//") {
      while position < scalars.count, scalars[position] != "\n" { takeComment() }
    } else if at("/*") {
      readBlockComment()
    } else if scalars[position] == "\"" || scalars[position] == "#", let hashes = stringOpening() {
      readString(hashes: hashes)
    } else {
      take { line, scalar in line.code.unicodeScalars.append(scalar) }
    }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if at("/*") {
        depth += 1
        takeComment()
      } else if at("*/") {
        depth -= 1
        takeComment()
      }
      takeComment()
    } while depth > 0 && position < scalars.count
  }

  /// Number of `#` before the quote, when a string starts here.
  private func stringOpening() -> Int? {
    var index = position
    while index < scalars.count, scalars[index] == "#" { index += 1 }
    return index < scalars.count && scalars[index] == "\"" ? index - position : nil
  }

  private mutating func readString(hashes: Int) {
    let fence = String(repeating: "#", count: hashes)
    skip(hashes)
    let quotes = at("\"\"\"") ? "\"\"\"" : "\""
    skip(quotes.count)
    while position < scalars.count, !at(quotes + fence) {
      if at("\\" + fence + "(") {
        skip(hashes + 2)
        readInterpolation()
      } else if at("\\" + fence) {
        skip(hashes + 2)
      } else if scalars[position] == "\n", quotes.count == 1 {
        return  // an unclosed string ends with its line
      } else {
        skip(1)
      }
    }
    skip(quotes.count + hashes)
  }

  private mutating func readInterpolation() {
    var depth = 1
    while position < scalars.count, depth > 0 {
      if scalars[position] == "\"" || scalars[position] == "#", let hashes = stringOpening() {
        readString(hashes: hashes)
        continue
      }
      if scalars[position] == "(" { depth += 1 }
      if scalars[position] == ")" { depth -= 1 }
      skip(1)
    }
  }

  private func at(_ text: String) -> Bool {
    var index = position
    for scalar in text.unicodeScalars {
      guard index < scalars.count, scalars[index] == scalar else { return false }
      index += 1
    }
    return true
  }

  private mutating func skip(_ count: Int) {
    for _ in 0..<count where position < scalars.count {
      take { line, _ in line.code.unicodeScalars.append("_") }
    }
  }

  private mutating func takeComment() {
    guard position < scalars.count else { return }
    take { line, scalar in line.comment.unicodeScalars.append(scalar) }
  }

  private mutating func take(_ put: (inout Line, Unicode.Scalar) -> Void) {
    let scalar = scalars[position]
    position += 1
    if scalar == "\n" {
      lines.append(Line())
    } else {
      put(&lines[lines.count - 1], scalar)
    }
  }
}
