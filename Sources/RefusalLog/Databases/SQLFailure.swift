/// Why a statement failed, and what that means for what was to be done.
struct SQLFailure: Error {
  enum Kind: Sendable {
    /// The schema refuses the data: the same would fail again.
    case refused
    /// The transaction lost to another one and was undone: the same may pass now.
    case lost
    /// The connection is gone, or none can be made.
    case disconnected
    case other
  }

  var kind: Kind
  /// The same for callers.
  var error: RefusalLogError

  /// A column holds a value of another type than the log's own.
  static let unfitting = SQLFailure(
    kind: .other, error: .database(code: 20, message: "a column holds a value of another type than the log's"))
}
