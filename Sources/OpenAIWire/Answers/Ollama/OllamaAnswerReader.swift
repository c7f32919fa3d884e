import NIOCore

/// Reads an answer of Ollama's `/api/chat`, or a line of it.
struct OllamaAnswerReader: AnswerReading {
  private(set) var document: AnswerDocument

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: .ollamaChat, kind: kind)
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    throw cursor.fault(.wrongType(expected: "a dialect that can be read"))
  }
}
