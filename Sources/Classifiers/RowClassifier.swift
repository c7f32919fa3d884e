import Taxonomy

/// Classifies rows, one at a time, as the proxy would judge them.
package struct RowClassifier: Sendable {
  package var classifier: any HarmClassifier
  /// The probability from which on a prompt is flagged.
  package var promptThreshold: Double
  /// The probability from which on an answer is flagged.
  package var responseThreshold: Double
  /// Whether the words that carried the scores are looked for, which takes up to `Explanation.mostRuns` times as long.
  package var explains: Bool

  package init(
    classifier: any HarmClassifier, promptThreshold: Double, responseThreshold: Double, explains: Bool = false
  ) {
    self.classifier = classifier
    self.promptThreshold = promptThreshold
    self.responseThreshold = responseThreshold
    self.explains = explains
  }

  /// An answer is judged passage by passage, the worst counting.
  package func classify(_ row: ClassificationRow) throws(ClassifierFailure) -> ClassificationResult {
    let texts = row.judgedTexts
    let signals = try classifier.judge(prompt: texts)
    var result = ClassificationResult(
      id: row.id, promptHarm: signals.harm, promptFlagged: signals.harm >= promptThreshold,
      categories: Self.named(signals.categories), attack: signals.attack)
    if explains { result.explain = try explain(row.prompt, after: texts.dropLast()) }
    if let answer = row.response { try classify(answer, to: row.prompt, into: &result) }
    return result
  }

  private func classify(
    _ answer: String, to prompt: String, into result: inout ClassificationResult
  ) throws(ClassifierFailure) {
    var signals = AnswerSignals(harm: 0)
    var worst: PassageCutter.Passage?
    let passages = PassageCutter.passages(
      of: answer, window: PassageCutter.judgedWindow, context: PassageCutter.judgedContext)
    for passage in passages {
      let found = try classifier.judge(answer: passage.text, to: prompt)
      if worst == nil || found.harm > signals.harm { worst = passage }
      signals = signals.worse(of: found)
    }
    result.responseHarm = signals.harm
    result.responseFlagged = signals.harm >= responseThreshold
    result.responseCategories = Self.named(signals.categories)
    let refusal = try classifier.explainRefusal(in: answer, to: prompt)
    result.refusal = refusal.kind.rawValue
    // Without a word on how full it would be, a refusal is of the kind that was settled on.
    let full = min(refusal.full ?? (refusal.kind == .full ? refusal.refusal : 0), refusal.refusal)
    result.refusalProbabilities = ClassificationResult.RefusalProbabilities(
      full: full, partial: refusal.refusal - full, none: 1 - refusal.refusal)
    if explains, let worst { result.explainResponse = try explain(worst, of: answer, to: prompt) }
  }

  private func explain(
    _ prompt: String, after earlier: ArraySlice<JudgedText>
  ) throws(ClassifierFailure) -> [Explanation.Span] {
    let place = TextPlace(message: earlier.count, path: "content")
    return try Explanation.spans(of: prompt) { text throws(ClassifierFailure) in
      // The prompt by itself: what was said before it is not its words.
      try classifier.judge(prompt: [JudgedText(role: .user, place: place, text: text)]).harm
    }
  }

  private func explain(
    _ passage: PassageCutter.Passage, of answer: String, to prompt: String
  ) throws(ClassifierFailure) -> [Explanation.Span] {
    let spans = try Explanation.spans(of: passage.text) { text throws(ClassifierFailure) in
      try classifier.judge(answer: text, to: prompt).harm
    }
    // Offsets in the passage become offsets in the answer.
    let start = answer.utf8.index(answer.startIndex, offsetBy: passage.end - passage.text.utf8.count)
    let before = answer.unicodeScalars[..<start].count
    return spans.map { span in
      var span = span
      span.start += before
      span.end += before
      return span
    }
  }

  private static func named(_ categories: [HazardCategory: Double]) -> [String: Double]? {
    categories.isEmpty ? nil : Dictionary(uniqueKeysWithValues: categories.map { ($0.key.rawValue, $0.value) })
  }
}
