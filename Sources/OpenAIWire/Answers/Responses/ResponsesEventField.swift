/// The top-level fields of events; the raw value is the name on the wire.
enum ResponsesEventField: String, CaseIterable, Sendable {
  case type

  // Which text an event belongs to.
  case annotationIndex = "annotation_index"
  case commandIndex = "command_index"
  case contentIndex = "content_index"
  case itemID = "item_id"
  case outputIndex = "output_index"
  case sequenceNumber = "sequence_number"
  case summaryIndex = "summary_index"

  // Texts and what holds texts.
  case annotation, arguments, code, command, delta, diff, error, input, item, logprobs, message, name, output, param
  case part, refusal, response, text

  // Constants, padding and images.
  case background, obfuscation, quality, size, status
  case outputFormat = "output_format"
  case partialImage = "partial_image_b64"
  case partialImageIndex = "partial_image_index"
  case responseID = "response_id"

  static let table = JSONNameTable<ResponsesEventField>()
}
