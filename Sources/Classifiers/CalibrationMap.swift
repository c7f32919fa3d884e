import Foundation

/// Turns a linear score into a calibrated probability: piecewise linear in log odds, going on with the end pieces' slope.
struct CalibrationMap: Sendable {
  /// Most knots that a weights file may hold.
  static let mostKnots = 64

  private let scores: [Double]
  private let logOdds: [Double]

  /// - Throws: `badWeights` unless there are 2 to `mostKnots` finite knots with rising scores and odds that never fall.
  init(scores: [Double], logOdds: [Double]) throws(ClassifierFailure) {
    guard scores.count == logOdds.count, (2...Self.mostKnots).contains(scores.count) else {
      throw .badWeights(reason: "a calibration map has \(scores.count) knots, not 2 to \(Self.mostKnots)")
    }
    guard scores.allSatisfy({ abs($0) < 1e6 }), logOdds.allSatisfy({ abs($0) < 1e3 }) else {
      throw .badWeights(reason: "a calibration map holds a number that is too large or none")
    }
    for index in scores.indices.dropFirst() {
      guard scores[index] - scores[index - 1] > 1e-6, logOdds[index] >= logOdds[index - 1] else {
        throw .badWeights(reason: "a calibration map does not rise at knot \(index)")
      }
    }
    self.scores = scores
    self.logOdds = logOdds
  }

  /// The probability in 0...1 for a finite score.
  func probability(of score: Double) -> Double {
    var piece = 0
    while piece < scores.count - 2, score >= scores[piece + 1] { piece += 1 }
    let slope = (logOdds[piece + 1] - logOdds[piece]) / (scores[piece + 1] - scores[piece])
    let odds = logOdds[piece] + (score - scores[piece]) * slope
    return 1 / (1 + exp(-min(max(odds, -40), 40)))
  }
}
