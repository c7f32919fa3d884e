import NIOCore

/// Reads a `response` object, or an event of its stream.
///
/// # What the texts are
///
/// There is one choice, and all texts are its. A text's part is the item and the part of it that says the text
/// (`ResponsesPart`). An event's delta and what an item or part brings along when it is added are pieces; what `.done`
/// events and the `response` of an event say are repeats. Whatever is in an event of unknown type, in an unknown field,
/// or in an error is a text: `AnswerField.other` with the field's name.
///
/// No texts: constants that look like constants, encoded audio and images, padding (`obfuscation`), what the request
/// said (`ResponseObjectReader`), and `logprobs` while their tokens repeat the text beside them; they are emptied when
/// anything is edited.
///
/// Servers that write no `output_index` have all their items judged as one; what such a server's last event says of its
/// second item and those after it is then no repeat of a strand that it could be found in.
struct ResponsesAnswerReader: AnswerReading {
  private(set) var document: AnswerDocument
  private let kind: AnswerDocument.Kind

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: .responses, kind: kind)
    self.kind = kind
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else { throw cursor.fault(.wrongType(expected: "an object")) }
    switch kind {
    case .whole:
      var texts = ResponsesTexts()
      var reader = ResponseObjectReader(isRepeat: false)
      try reader.read(&cursor, into: &texts)
      take(reader)
      document.detail = .responses(ResponsesEvent(response: reader.object))
      let reason = reader.status.flatMap { $0.isFinal ? $0.rawValue : nil }
      document.choices = [
        texts.finished(bytes: document.bytes.readableBytes, finishReason: reason, finishedParts: [])
      ]
    case .chunk:
      var reader = ResponsesEventReader()
      try reader.read(&cursor)
      if let response = reader.response { take(response) }
      if reader.hasError { document.hasError = true }
      document.eventType = reader.typeName
      document.detail = .responses(reader.event)
      document.choices = [reader.choice(bytes: document.bytes.readableBytes)]
    }
  }

  private mutating func take(_ response: ResponseObjectReader) {
    document.idRange = response.id
    document.modelRange = response.model
    document.created = response.created
    if response.object.hasUsage { document.usage = response.object.usage }
    if response.hasError { document.hasError = true }
  }
}
