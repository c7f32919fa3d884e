import NIOCore

/// Reads an answer, or one event of it, in one dialect.
protocol AnswerReading {
  /// What was read so far.
  var document: AnswerDocument { get }

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind)

  /// Reads the document's value.
  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault)
}
