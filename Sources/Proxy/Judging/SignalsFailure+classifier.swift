import Classifiers
import Policy

extension SignalsFailure {
  /// What the classifier's failure is to a policy.
  init(_ failure: ClassifierFailure?) { self = failure == .overloaded ? .overloaded : .failed }
}
