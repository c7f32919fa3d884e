import NIOCore

/// Reads an Anthropic message, or an event of its stream.
struct AnthropicAnswerReader: AnswerReading {
  private(set) var document: AnswerDocument

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: .anthropicMessages, kind: kind)
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    throw cursor.fault(.wrongType(expected: "a dialect that can be read"))
  }
}
