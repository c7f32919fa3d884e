/// A `response` object, where it stands in the document: what a writer puts in another's place. Values that are missing
/// are nil; null is a value.
struct ResponseObject: Sendable, Equatable {
  var range: Range<Int>
  /// Whether it has no fields at all.
  var isEmpty = true
  var status: Range<Int>?
  var error: Range<Int>?
  var incompleteDetails: Range<Int>?
  var output: Range<Int>?
  var outputText: Range<Int>?
  var completedAt: Range<Int>?
  var usage: Range<Int>?
  /// Whether `usage` is an object.
  var hasUsage = false
}
