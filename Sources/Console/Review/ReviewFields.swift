import Hummingbird
package import RefusalLog
package import Taxonomy

/// Reads the form of a review.
package enum ReviewFields {
  package static func id(_ form: FormFields) throws(ConsoleProblem) -> DecisionID {
    guard let id = form["id"].flatMap({ DecisionID($0) }) else {
      throw ConsoleProblem(.badRequest, "Which record?", "The form names no record.")
    }
    return id
  }

  package static func review(
    _ form: FormFields, by visitor: Visitor, milliseconds: Int64
  ) throws(ConsoleProblem) -> Review {
    guard let label = form["label"].flatMap(ReviewLabel.init(rawValue:)) else {
      throw ConsoleProblem(.badRequest, "Which label?", "The form names no label that there is.")
    }
    let type = form["type"].flatMap { $0.isEmpty ? nil : $0 }
    guard type == nil || XSTestType(rawValue: type ?? "") != nil else {
      throw ConsoleProblem(.badRequest, "Which type?", "The form names no type that there is.")
    }
    let (note, answer) = (text(form, "note"), text(form, "answer"))
    try check(note, "The note", most: Review.noteByteLimit)
    try check(answer, "The answer", most: ReviewForm.answerLimit)
    return Review(
      label: label, type: type.flatMap(XSTestType.init(rawValue:)), reviewer: visitor.name, note: note, answer: answer,
      milliseconds: milliseconds)
  }

  /// Where a browser without scripts goes on: to the page that it came from, and in the queue from its beginning.
  ///
  /// - Parameter done: the record that was reviewed, so that the queue offers to undo that.
  package static func back(_ form: FormFields, done: DecisionID?) -> Link {
    guard let back = form["back"].flatMap({ Link(checking: $0) }) else { return Link("review") }
    let parts = back.text.split(separator: "?", maxSplits: 1)
    guard parts[0] == Link("review").text else { return back }
    var fields = parts.count > 1 ? RecordQuery(FormFields(parsing: parts[1])).fields : []
    if let done { fields.append(("done", done.description)) }
    return Link("review", query: fields)
  }

  /// Browsers send line ends as two characters.
  private static func text(_ form: FormFields, _ name: String) -> String? {
    form.text(name)?.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
  }

  /// The log would cut what is longer, and nobody would be told.
  private static func check(_ text: String?, _ subject: String, most limit: Int) throws(ConsoleProblem) {
    guard let text, text.utf8.count > limit else { return }
    throw ConsoleProblem(.contentTooLarge, "Too long", "\(subject) may have \(limit) bytes and has \(text.utf8.count).")
  }
}
