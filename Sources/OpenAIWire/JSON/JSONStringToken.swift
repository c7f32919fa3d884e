/// A string of a document: the bytes between its quotes, already validated.
struct JSONStringToken: Hashable, Sendable {
  var start: Int
  var end: Int
  var hasEscapes: Bool

  var isEmpty: Bool { start == end }
}
