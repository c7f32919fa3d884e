/// Records whose prompts are the same or nearly so: one item for a reviewer.
package struct RefusalGroup: Sendable, Equatable {
  /// The group's own number; nil for a record that keeps nothing of its prompt and stands alone.
  package var number: Int64?
  /// Records of it that pass the filter.
  package var count: Int
  /// Those of them with a standing review.
  package var reviewed: Int
  /// The newest of them.
  package var newest: RefusalRecord

  /// As one line of JSON, with the newest record under `newest`.
  package var jsonLine: String {
    let number = number.map(String.init) ?? "null"
    return #"{"group":\#(number),"count":\#(count),"reviewed":\#(reviewed),"newest":\#(newest.jsonLine)}"#
  }
}
