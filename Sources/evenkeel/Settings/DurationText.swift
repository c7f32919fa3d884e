package import Proxy

/// Durations as they are written in settings: a whole number and a unit, as in `500ms`, `30s`, `2m` or `1h`.
package enum DurationText {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
  ]
  /// A day: nothing that is waited for here takes longer.
  private static let longest: Int64 = 24 * 3_600_000

  /// Reads a duration from 1 ms to 24 h.
  package static func parse(_ text: String) throws(ConfigurationFault) -> Duration {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text[digits.endIndex...]
    guard let count = Int64(digits), let scale = units.first(where: { $0.name == unit })?.milliseconds else {
      throw ConfigurationFault(value: text, problem: "expected a number with `ms`, `s`, `m` or `h`, as in `30s`")
    }
    let (milliseconds, overflows) = count.multipliedReportingOverflow(by: scale)
    guard !overflows, (1...longest).contains(milliseconds) else {
      throw ConfigurationFault(value: text, problem: "expected a duration from 1ms to 24h")
    }
    return .milliseconds(milliseconds)
  }

  /// The duration in the largest unit that shows it exactly, down to milliseconds.
  package static func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    let unit = units.last { milliseconds.isMultiple(of: $0.milliseconds) } ?? units[0]
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }
}
