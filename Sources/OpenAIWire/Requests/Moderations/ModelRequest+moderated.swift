import Taxonomy

extension ModelRequest {
  /// What is to be moderated: for each result of the answer the indices of its texts in the conversation, none for an
  /// input without words.
  ///
  /// Several texts of one input are its readings: all are judged, and the worst counts.
  package var moderated: [[Int]] {
    precondition(dialect == .moderations, "\(dialect) has nothing to be moderated")
    var result = [[Int]](repeating: [], count: choiceCount)
    for (index, text) in conversation.texts.enumerated() {
      if let input = text.place.message { result[input].append(index) }
    }
    return result
  }
}
