import NIOCore
import OpenAIWire

/// A stretch of an answer that is released as one: a whole answer, or one event of a stream.
struct AnswerFrame {
  enum Content {
    // Indirect: a frame is looked at many times, and a document is many words to copy.
    /// A document of upstream's, and what is sent for it when nothing of it is cut or taken out: upstream's own bytes,
    /// so that unknown fields survive.
    indirect case upstream(AnswerDocument, bytes: ByteBuffer)
    /// What the proxy made itself.
    case own(ByteBuffer)
    /// The end of a choice that is withheld from here on. Written when all before it was sent, since it depends on that.
    case cut(choice: Int, message: String)
    /// The end of a stream whose choices are all over.
    case end
  }

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
    /// Whether the text says again what the strand has said before.
    var isRepeat = false
    /// Whether there is no text, and the frame says that the choice is over: nothing may run ahead of judging then, since
    /// a cut could not be said any more.
    var isEnd = false

    var end: Int { range.upperBound }
  }

  var content: Content
  var needs: [Need] = []
  /// Choices that are cut from this frame on.
  var cutChoices: Set<Int> = []

  init(_ content: Content) { self.content = content }

  /// Bytes that it holds.
  var size: Int {
    switch content {
    case .upstream(_, let bytes), .own(let bytes): bytes.readableBytes
    case .cut(_, let message): message.utf8.count
    case .end: 0
    }
  }
}
