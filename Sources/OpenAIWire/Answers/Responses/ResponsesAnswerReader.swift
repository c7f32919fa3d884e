import NIOCore

/// Reads a `response` object, or an event of its stream.
struct ResponsesAnswerReader: AnswerReading {
  private(set) var document: AnswerDocument

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: .responses, kind: kind)
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    throw cursor.fault(.wrongType(expected: "a dialect that can be read"))
  }
}
