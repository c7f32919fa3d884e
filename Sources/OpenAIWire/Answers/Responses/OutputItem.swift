/// An item of an answer's output, where it stands in the document.
struct OutputItem: Sendable, Equatable {
  var range: Range<Int>
  var type: ResponsesItemType?
  /// The string `id`, quotes included; nil where there is none.
  var id: Range<Int>?
  /// The string `call_id`, quotes included; nil where there is none.
  var callID: Range<Int>?
  /// The string `status`, quotes included; nil where there is none.
  var status: Range<Int>?
  /// The values of `content` and `summary`, and the string of the call's `arguments` or `input`.
  var content: Range<Int>?
  var summary: Range<Int>?
  var arguments: Range<Int>?
  /// Numbers of its parts (`ResponsesPart`), the item's own first.
  var parts: [Int]

  /// The same item in other bytes.
  func moved(by distance: Int) -> OutputItem {
    func move(_ range: Range<Int>?) -> Range<Int>? {
      range.map { $0.lowerBound + distance..<$0.upperBound + distance }
    }
    var result = self
    result.range = range.lowerBound + distance..<range.upperBound + distance
    result.id = move(id)
    result.callID = move(callID)
    result.status = move(status)
    result.content = move(content)
    result.summary = move(summary)
    result.arguments = move(arguments)
    return result
  }
}
