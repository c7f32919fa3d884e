import Classifiers
import OpenAIWire

/// One run of text within an answer: one field of one choice, such as the content of choice 0.
///
/// Offsets are UTF-8 bytes of the decoded text.
struct AnswerStrand {
  let choice: Int
  let field: AnswerField
  private var cutter: PassageCutter
  /// How much has come from upstream.
  private(set) var received = 0
  /// How much was judged and let through.
  var judged = 0

  init(choice: Int, field: AnswerField, window: Int, context: Int) {
    self.choice = choice
    self.field = field
    cutter = PassageCutter(window: window, context: context)
  }

  /// Takes more text; returns the passages that it completes.
  mutating func append(_ text: String) -> [PassageCutter.Passage] {
    received += text.utf8.count
    return cutter.append(text)
  }

  /// The strand is complete; returns what is left to judge of it.
  mutating func finish() -> PassageCutter.Passage? { cutter.finish() }
}
