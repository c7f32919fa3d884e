import NIOCore
import OpenAIWire

/// A stretch of an answer that is released as one: a whole answer, or one event of a stream.
struct AnswerFrame {
  /// A text of the frame, whose strand must have been judged up to the text's end before the frame may leave.
  struct Need {
    var strand: Int
    var choice: Int
    /// Where the text lies in the strand, in UTF-8 bytes.
    var range: Range<Int>
    /// Position in the document's choices of the one that the text stands in; nil for a text outside of them.
    var place: Int?
    /// Position among the texts there.
    var text: Int

    var end: Int { range.upperBound }
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
