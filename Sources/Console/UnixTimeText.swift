import Foundation

/// Times as the operators' pages show them.
enum UnixTimeText {
  /// RFC 3339 in UTC with milliseconds.
  ///
  /// - Parameter milliseconds: Unix time.
  static func text(_ milliseconds: Int64) -> String {
    // In whole seconds: fractions of a `Date` are binary, and would be cut off one too low.
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let text = Date(timeIntervalSince1970: Double(seconds)).formatted(Date.ISO8601FormatStyle())
    return text.dropLast() + "." + String(1000 + rest).dropFirst() + "Z"
  }

  /// For reading: `2026-11-21 14:05 UTC`.
  static func minutes(_ milliseconds: Int64) -> String {
    let text = text(milliseconds)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
  }
}
