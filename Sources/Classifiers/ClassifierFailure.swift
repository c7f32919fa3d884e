/// Why a classifier gave no score. What follows from it is the policy's `on_classifier_failure`.
package enum ClassifierFailure: Error, Equatable, CustomStringConvertible {
  /// The weights could not be read or are not what they claim to be.
  case badWeights(reason: String)
  /// A known input got a wrong score at start-up.
  case selfCheckFailed(input: String, expected: String, got: String)
  /// The scheduler's queue was full.
  case overloaded
  /// The score did not come within the deadline.
  case deadlineExceeded
  /// The classifier itself failed.
  case failed(reason: String)

  package var description: String {
    switch self {
    case .badWeights(let reason): "the classifier's weights cannot be used: \(reason)"
    case .selfCheckFailed(let input, let expected, let got):
      "the classifier's self-check failed: `\(input)` should give \(expected) and gave \(got)"
    case .overloaded: "the classifier's queue is full"
    case .deadlineExceeded: "the classifier missed its deadline"
    case .failed(let reason): "the classifier failed: \(reason)"
    }
  }
}
