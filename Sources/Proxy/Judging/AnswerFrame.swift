import NIOCore
import OpenAIWire

/// A stretch of an answer that is released as one: a whole answer, or one event of a stream.
struct AnswerFrame {
  /// A place in a strand up to which it must have been judged before the frame may leave.
  struct Need {
    var strand: Int
    var choice: Int
    var end: Int
  }

  /// What is sent when nothing of it is cut: upstream's own bytes, so that unknown fields survive.
  var bytes: ByteBuffer
  /// What `bytes` hold; nil for what the proxy made itself.
  var document: AnswerDocument?
  var needs: [Need]
  /// Choices that are cut from this frame on.
  var cutChoices: Set<Int> = []

  /// Whether it says anything of a choice.
  func carries(choice index: Int) -> Bool {
    document?.choices.contains { $0.index == index } ?? false
  }

  /// A frame that the proxy made itself.
  static func own(_ bytes: ByteBuffer) -> AnswerFrame {
    AnswerFrame(bytes: bytes, document: nil, needs: [])
  }
}
