/// Numbers as pages write them, whatever the process's language is: the pages are in English.
package enum NumberText {
  /// With a comma before each three digits: `12,480`.
  package static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return number < 0 ? "−" + result : result
  }

  /// A share in percent, as exact as is of use: `0.34 %`, `2.4 %`, `31 %`. The blank does not break.
  package static func percent(_ share: Double) -> String {
    let value = share * 100
    let digits = value == 0 || value >= 9.95 ? 0 : value >= 0.995 ? 1 : 2
    return fixed(value, digits) + "\u{A0}%"
  }

  /// With so many digits after the point.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    // Nothing on a page comes near the limit; a number that does must not end the process.
    let rounded = (value * scale).rounded()
    guard rounded.magnitude < 9e15 else { return "–" }
    let whole = Int(rounded)
    let sign = whole < 0 ? "−" : ""
    let text = String(whole.magnitude)
    guard digits > 0 else { return sign + text }
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  /// Short, for the axis of a picture: `800`, `12k`, `1.5M`.
  package static func short(_ value: Double) -> String {
    for (unit, name) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= unit {
      let share = value / unit
      return fixed(share, share == share.rounded() ? 0 : 1) + name
    }
    return fixed(value, value == value.rounded() ? 0 : 1)
  }

  /// A place in a picture, in its own unit.
  package static func place(_ value: Double) -> String {
    let text = fixed(value, 2)
    return text.hasPrefix("−") ? "-" + text.dropFirst() : text
  }

  /// Percent of a picture's width.
  package static func width(_ share: Double) -> String { place(share * 100) + "%" }
}
