import NIOCore
import Policy

/// What came of asking a guard model.
struct GuardReport: Sendable {
  var verdict: GuardVerdict
  /// Why there is no verdict; nil when there is one.
  var failure: GuardFailure?
  /// From asking to the report.
  var time: TimeAmount
}
