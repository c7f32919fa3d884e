/// A share of a number of cases, with what chance leaves open about it.
package struct Proportion: Equatable {
  var count: Int
  var total: Int

  package init(_ count: Int, of total: Int) {
    self.count = min(max(count, 0), max(total, 0))
    self.total = max(total, 0)
  }

  /// In 0...1; nil of nothing.
  package var value: Double? { total > 0 ? Double(count) / Double(total) : nil }

  /// Wilson's score interval of 95 %, which holds for few cases and for shares near 0 and 1, too (Wilson 1927; Brown, Cai
  /// and DasGupta 2001); nil of nothing.
  package var interval: ClosedRange<Double>? {
    guard let value else { return nil }
    let z = 1.959964
    let number = Double(total)
    let middle = value + z * z / (2 * number)
    let reach = z * (value * (1 - value) / number + z * z / (4 * number * number)).squareRoot()
    let scale = 1 + z * z / number
    // Rounding must not put an end past the value itself, which it meets at 0 and 1.
    let low = count == 0 ? 0 : min(value, max(0, (middle - reach) / scale))
    let high = count == total ? 1 : max(value, min(1, (middle + reach) / scale))
    return low...high
  }
}
