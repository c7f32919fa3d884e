/// One entry of a record's review history, which is only ever appended to.
package struct ReviewStep: Sendable, Equatable {
  package enum Change: Sendable, Equatable {
    case given(Review)
    /// The newest review that stood until then stands no more.
    case takenBack
  }

  package var change: Change
  package var reviewer: String
  /// Unix time in milliseconds.
  package var milliseconds: Int64

  /// The place in `steps` of the review that stands after all of them; nil when none does.
  static func standing(after steps: [ReviewStep]) -> Int? {
    var given: [Int] = []
    for (index, step) in steps.enumerated() {
      switch step.change {
      case .given: given.append(index)
      case .takenBack: _ = given.popLast()
      }
    }
    return given.last
  }
}
