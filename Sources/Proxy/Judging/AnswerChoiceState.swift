import Classifiers
import OpenAIWire
import Taxonomy

/// What is known of one choice of an answer.
struct AnswerChoiceState {
  let index: Int
  /// Upstream said why it ended.
  var isFinished = false
  /// The policy withholds the rest of it.
  var isCut = false
  /// Whether it has said anything that is no repeat.
  var hasSpoken = false
  /// The strand that its last event went on.
  var lastStrand: Int?
  /// The start of what it says to the user, at most `RefusalOpening.characters`.
  private(set) var opening = ""
  private var openingLength = 0
  /// Whether the opening went to the refusal detector.
  var refusalWasAsked = false
  var refusal: RefusalSignals?
  /// Whether its first passage went to the refusal detector, for rules that look at it.
  var beginningWasAsked = false
  /// What its first passage is of a refusal; nil when that is not known.
  var beginning: RefusalSignals?
  /// Whether `beginning` is all that will be known of it.
  var beginningIsSettled = false

  init(index: Int) { self.index = index }

  /// Adds text to the opening as far as it reaches; true when it is full now.
  mutating func addToOpening(_ text: String) -> Bool {
    let room = RefusalOpening.characters - openingLength
    guard room > 0 else { return true }
    // A text has at least a quarter as many scalars as bytes and at most as many.
    if text.utf8.count <= room {
      opening += text
      openingLength += text.unicodeScalars.count
    } else {
      let scalars = text.unicodeScalars.prefix(room)
      opening.unicodeScalars.append(contentsOf: scalars)
      openingLength += scalars.count
    }
    return openingLength >= RefusalOpening.characters
  }
}
