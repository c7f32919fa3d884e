/// What a script is told of a review that it sent, or took back.
struct ReviewResult: Encodable {
  /// Records that have it now, or had it.
  var count: Int
}
