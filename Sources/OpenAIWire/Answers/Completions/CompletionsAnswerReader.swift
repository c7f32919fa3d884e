import NIOCore

/// Reads an answer of `/v1/completions`, or a chunk of it.
struct CompletionsAnswerReader: AnswerReading {
  private(set) var document: AnswerDocument

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: .completions, kind: kind)
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    throw cursor.fault(.wrongType(expected: "a dialect that can be read"))
  }
}
