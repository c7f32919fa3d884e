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
  private(set) var judged = 0
  /// How much was judged and let through, and was settled for redaction when that was decided.
  private(set) var settled = 0

  /// Nil when nothing is taken out of answers.
  private var redaction: StrandRedaction?
  /// For each passage that is to be judged, from `firstClosing` on: how far the text was settled at its end.
  private var closings: [Int] = []
  private var firstClosing = 0
  private var lastPassage: PassageCutter.Passage?

  init(choice: Int, field: AnswerField, window: Int, context: Int, redactor: (any AnswerRedacting)?) {
    self.choice = choice
    self.field = field
    cutter = PassageCutter(window: window, context: context)
    redaction = redactor.map { StrandRedaction($0, field: field) }
  }

  /// Takes more text; returns the passages that it completes.
  mutating func append(_ text: String) -> [PassageCutter.Passage] {
    received += text.utf8.count
    redaction?.append(text)
    return cutter.append(text)
  }

  /// The strand is complete; returns what is left to judge of it.
  mutating func finish() -> PassageCutter.Passage? {
    if let passage = cutter.finish() { return passage }
    // All of it is judged or on its way there, but the end is open for redaction. Its last passage is judged once more,
    // so that the end leaves in the order of the findings, as everything does.
    guard let redaction, redaction.closed < received else { return nil }
    return lastPassage
  }

  /// Settles what is taken out of the text up to a passage's end; returns what became settled, as it may be shown.
  ///
  /// - Parameters:
  ///   - isComplete: nothing follows.
  ///   - isJudged: whether the passage goes to the classifier, so that the text waits for `pass`.
  mutating func close(_ passage: PassageCutter.Passage, isComplete: Bool, isJudged: Bool) -> String {
    guard let shown = redaction?.close(at: passage.end, isComplete: isComplete) else { return "" }
    let closed = redaction?.closed ?? passage.end
    if isJudged {
      closings.append(closed)
      lastPassage = passage
    } else {
      judged = passage.end
      settled = closed
      lastPassage = passage
    }
    return shown
  }

  /// The next passage that was to be judged is let through.
  mutating func pass(_ end: Int) {
    judged = end
    guard redaction != nil else {
      settled = end
      return
    }
    settled = closings[firstClosing]
    firstClosing += 1
    if firstClosing > closings.count / 2 {
      closings.removeFirst(firstClosing)
      firstClosing = 0
    }
  }

  /// Whether text up to `end` may leave.
  ///
  /// - Parameter trail: bytes that may run ahead of judging; never of redaction.
  func mayRelease(upTo end: Int, trail: Int) -> Bool {
    guard end - judged <= trail else { return false }
    guard let redaction else { return true }
    return end <= (trail > 0 ? redaction.closed : settled)
  }

  /// What is taken out of a piece of the text that leaves now, with offsets in the piece.
  mutating func takeEdits(in piece: Range<Int>) -> [TextEdit] { redaction?.takeEdits(in: piece) ?? [] }
}
