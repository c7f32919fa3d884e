/// The vertical axis of a picture, from 0 to a round number.
package struct ChartScale: Equatable {
  /// The highest value on it.
  package let top: Double
  /// Values with a line, the lowest first.
  package let ticks: [Double]

  /// - Parameters:
  ///   - highest: what has to fit.
  ///   - least: the axis reaches at least so far, so that noise does not fill the picture.
  ///   - isWhole: whether only whole numbers make sense.
  package init(highest: Double, least: Double, isWhole: Bool = false) {
    let reach = max(highest, least, 1e-6)
    var step = Self.magnitude(below: reach / 4)
    for factor in [1, 2, 2.5, 5, 10] where step * factor * 4 >= reach * 0.999 {
      step *= factor
      break
    }
    if isWhole { step = max(1, step.rounded(.up)) }
    let count = Int((reach / step * 0.999).rounded(.up))
    top = step * Double(count)
    ticks = (0...count).map { step * Double($0) }
  }

  /// Digits after the point that tell the ticks apart where they are written in percent.
  var percentDigits: Int {
    for digits in 0...2 {
      let scale = [100.0, 1_000, 10_000][digits]
      if ticks.allSatisfy({ (($0 * scale).rounded() - $0 * scale).magnitude < 1e-6 * scale }) { return digits }
    }
    return 2
  }

  /// In 0...1 from the bottom up.
  package func share(_ value: Double) -> Double { min(max(value / top, 0), 1) }

  private static func magnitude(below value: Double) -> Double {
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    return power
  }
}
