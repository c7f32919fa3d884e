package import Foundation
import Proxy

/// Points in time as people give them: `30m`, `24h` or `7d` ago, a day such as `2026-11-21`, or a time in RFC 3339.
package enum SinceText {
  /// Unix milliseconds.
  package static func parse(_ text: String, now: Date) throws(CommandFailure) -> Int64 {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    if digits.count <= 9, let count = Double(digits), let seconds = seconds(of: text[digits.endIndex...]) {
      return Int64(((now.timeIntervalSince1970 - count * seconds) * 1000).rounded())
    }
    // The longest first: a shorter form would be content with the beginning.
    let forms = [
      Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle(),
      Date.ISO8601FormatStyle().year().month().day(),
    ]
    for form in forms {
      // Each form in its turn: that one does not fit says nothing yet.
      if let date = try? form.parse(text) { return Int64((date.timeIntervalSince1970 * 1000).rounded()) }
    }
    throw CommandFailure(
      .unusable, "`\(text)` is no time: expected `30m`, `24h` or `7d` ago, `2026-11-21`, or `2026-11-21T08:00:00Z`")
  }

  private static func seconds(of unit: Substring) -> Double? {
    switch unit {
    case "s": 1
    case "m": 60
    case "h": 3_600
    case "d": 86_400
    default: nil
    }
  }
}
