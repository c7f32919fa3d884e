/// One piece of an answer that the classifier is to look at.
package enum JudgingJob: Sendable, Equatable {
  /// A passage of one strand; `end` is where it ends in the strand, in UTF-8 bytes.
  case passage(strand: Int, text: String, end: Int)
  /// The opening of one choice, to see whether it refuses.
  case refusal(choice: Int, opening: String)
  /// The first passage of one choice, to see whether it refuses, before rules that look at that are tried for it.
  case beginning(choice: Int, text: String)

  /// UTF-8 bytes to be judged.
  var byteCount: Int {
    switch self {
    case .passage(_, let text, _): text.utf8.count
    case .refusal(_, let opening), .beginning(_, let opening): opening.utf8.count
    }
  }
}
