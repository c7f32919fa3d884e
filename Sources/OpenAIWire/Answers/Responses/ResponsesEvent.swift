/// What an event of OpenAI's `/v1/responses` says beyond its texts.
struct ResponsesEvent: Sendable, Equatable {
  /// Nil for one that is not known here.
  var type: ResponsesEventType?
  var sequenceNumber: Int?
  var outputIndex: Int?
  var contentIndex: Int?
  var summaryIndex: Int?
  /// The string `item_id`, quotes included; nil where there is none.
  var itemID: Range<Int>?
  var item: OutputItem?
  /// The value of `part`, and its type.
  var part: Range<Int>?
  var partType: ResponsesPartType?
  var response: ResponseObject?

  /// The number of the part that the event is about (`ResponsesPart`).
  var partNumber: Int {
    switch type {
    case .summaryPartAdded, .summaryPartDone, .summaryDelta, .summaryDone:
      ResponsesPart.summary(outputIndex ?? 0, summaryIndex ?? 0)
    default: ResponsesPart.content(outputIndex ?? 0, contentIndex ?? 0)
    }
  }
}
