import Policy
import Taxonomy

/// A passage of an answer with what the classifier found on it.
struct FoundPassage {
  var strand: Int
  var text: String
  /// Where it ends in its strand, in UTF-8 bytes.
  var end: Int
  /// Nil when the classifier failed on it.
  var signals: AnswerSignals?
  /// Why there are none.
  var failure: SignalsFailure
}
