import NIOCore

/// Reads an answer of `/v1/completions`, or a chunk of it: a choice's `text` is its content, and everything else is read
/// as in a chat completion.
struct CompletionsAnswerReader: AnswerReading {
  private var reader: ChatAnswerReader

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    reader = ChatAnswerReader(bytes: bytes, dialect: .completions, kind: kind)
  }

  var document: AnswerDocument { reader.document }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) { try reader.read(&cursor) }
}
