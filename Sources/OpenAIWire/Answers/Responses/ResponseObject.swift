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
  /// The values of further fields that hold words.
  var words: [Range<Int>] = []
  /// Whether a key that is not known holds words itself.
  var hasWordsAsKey = false

  /// The same object in other bytes.
  func moved(by distance: Int) -> ResponseObject {
    func move(_ range: Range<Int>?) -> Range<Int>? {
      range.map { $0.lowerBound + distance..<$0.upperBound + distance }
    }
    var result = self
    result.range = range.lowerBound + distance..<range.upperBound + distance
    result.status = move(status)
    result.error = move(error)
    result.incompleteDetails = move(incompleteDetails)
    result.output = move(output)
    result.outputText = move(outputText)
    result.completedAt = move(completedAt)
    result.usage = move(usage)
    result.words = words.compactMap(move)
    return result
  }
}
