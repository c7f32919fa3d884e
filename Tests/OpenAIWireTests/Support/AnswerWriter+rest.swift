import NIOCore
import OpenAIWire

extension AnswerWriter {
  /// What is left of an event none of whose texts can be sent, by a writer that is asked nothing else.
  func rest(of document: AnswerDocument) -> ByteBuffer? {
    var writer = self
    return writer.withoutTexts(document)
  }
}
