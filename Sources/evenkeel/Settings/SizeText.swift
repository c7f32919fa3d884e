package import Proxy

/// Sizes as they are written in settings: a whole number of bytes, or one with `KiB`, `MiB` or `GiB`.
package enum SizeText {
  private static let units: [(name: String, bytes: Int)] = [
    ("", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
  ]
  /// A bound that is larger bounds nothing.
  private static let largest = 16 << 30

  /// Reads a size from 1 byte to 16 GiB.
  package static func parse(_ text: String) throws(ConfigurationFault) -> Int {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text[digits.endIndex...]
    guard let count = Int(digits), let scale = units.first(where: { $0.name == unit })?.bytes else {
      throw ConfigurationFault(
        value: text, problem: "expected bytes, or a number with `KiB`, `MiB` or `GiB`, as in `8MiB`")
    }
    let (bytes, overflows) = count.multipliedReportingOverflow(by: scale)
    guard !overflows, (1...largest).contains(bytes) else {
      throw ConfigurationFault(value: text, problem: "expected a size from 1 byte to 16GiB")
    }
    return bytes
  }

  /// The size in the largest unit that shows it exactly.
  package static func text(_ bytes: Int) -> String {
    let unit = units.last { bytes.isMultiple(of: $0.bytes) } ?? units[0]
    return "\(bytes / unit.bytes)\(unit.name)"
  }
}
