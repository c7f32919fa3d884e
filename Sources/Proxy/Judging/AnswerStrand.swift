import Classifiers
import Crypto
import OpenAIWire

/// One run of text within an answer: one field of one part of one choice, such as the content of choice 0.
///
/// Offsets are UTF-8 bytes of the decoded text.
struct AnswerStrand {
  /// Most times that an open window is judged before it closes.
  private static let earlyLimit = 16

  let choice: Int
  /// `AnswerText.part`.
  let part: Int
  let field: AnswerField
  private var cutter: PassageCutter
  /// How much has come from upstream.
  private(set) var received = 0
  /// Whether its end was seen, so far.
  private(set) var isFinished = false
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
  /// How far it is judged or on its way there.
  private var submitted = 0
  /// How often an open window was judged before it closed.
  private var earlyPassages = 0
  /// Of all that has come; nil where nothing is repeated.
  private var digest: SHA256?

  /// - Parameter isRepeated: whether upstream says again later what the strand has said.
  init(
    choice: Int, part: Int = 0, field: AnswerField, window: Int, context: Int, redactor: (any AnswerRedacting)?,
    isRepeated: Bool = false
  ) {
    self.choice = choice
    self.part = part
    self.field = field
    cutter = PassageCutter(window: window, context: context)
    redaction = redactor.map { StrandRedaction($0, field: field, keepsEdits: isRepeated) }
    digest = isRepeated ? SHA256() : nil
  }

  /// Takes more text; returns the passages that it completes.
  mutating func append(_ text: String) -> [PassageCutter.Passage] {
    received += text.utf8.count
    redaction?.append(text)
    digest?.update(text)
    let passages = cutter.append(text)
    if let last = passages.last { submitted = last.end }
    return passages
  }

  /// Whether this is all that the strand has said so far.
  func says(_ text: String) -> Bool {
    guard text.utf8.count == received, let digest else { return false }
    var other = SHA256()
    other.update(text)
    return other.finalize() == digest.finalize()
  }

  /// What is open and was not judged yet, to be judged before its window closes; nil when there is nothing, or when it
  /// was done often enough: a hostile answer must not have each of its events judged.
  mutating func openPassage() -> PassageCutter.Passage? {
    guard submitted < received, earlyPassages < Self.earlyLimit, let passage = cutter.open else { return nil }
    earlyPassages += 1
    submitted = passage.end
    return passage
  }

  /// The strand is complete; returns what is left to judge of it.
  mutating func finish() -> PassageCutter.Passage? {
    submitted = received
    isFinished = true
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

  /// What is taken out of the text from its beginning on, for a piece that says it again.
  func edits(upTo end: Int) -> [TextEdit] { redaction?.edits(upTo: end) ?? [] }
}

extension SHA256 {
  fileprivate mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { bytes in unsafe update(bufferPointer: UnsafeRawBufferPointer(bytes)) }
  }
}
