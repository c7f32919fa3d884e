package import Policy
package import RefusalLog
import Taxonomy

extension RefusalRecord {
  /// What rules can be tried on again.
  ///
  /// - Parameter endpoint: the word of `RouteFacts.endpoints` for the record's path.
  package func recordedCase(endpoint word: String) -> RecordedCase {
    // Categories are kept of the text of the record's stage; a classifier that scores attacks has some of the other.
    let lacksOthers: RecordedCase.Missing = attack == nil ? [] : .categories
    let named = Dictionary(
      uniqueKeysWithValues: categories.compactMap { word, score in HazardCategory(rawValue: word).map { ($0, score) } })
    let hasFailed = cause == .classifierFailure
    var missingOfPrompt: RecordedCase.Missing = stage == .prompt ? [] : lacksOthers
    var missingOfAnswer: RecordedCase.Missing = stage == .response ? [] : lacksOthers
    if promptHarm == nil, !(hasFailed && stage == .prompt) { missingOfPrompt.formUnion([.scores, .categories]) }
    if answerHarm == nil, !(hasFailed && stage == .response) { missingOfAnswer.formUnion([.scores, .categories]) }
    if refusalKind == nil { missingOfAnswer.insert(.refusal) }
    let promptText = whole(prompt, of: promptBytes)
    let answerText = whole(answer, of: answerBytes)
    if promptText == nil { missingOfPrompt.insert(.text) }
    if answerText == nil { missingOfAnswer.insert(.text) }
    return RecordedCase(
      prompt: promptHarm.map { PromptSignals(harm: $0, categories: stage == .prompt ? named : [:], attack: attack) },
      promptText: promptText, missingOfPrompt: missingOfPrompt,
      hasAnswer: answerBytes != nil || answerHarm != nil || refusalKind != nil,
      answer: hasFailed && stage == .response
        ? nil : answerHarm.map { AnswerSignals(harm: $0, categories: stage == .response ? named : [:]) },
      answerText: answerText, missingOfAnswer: missingOfAnswer, refusal: refusalKind,
      facts: RouteFacts(app: app, keyID: keyID, model: model, endpoint: word))
  }

  /// The text where all of it was kept.
  private func whole(_ text: String?, of bytes: Int?) -> String? {
    guard contentMode == .full, let text, let bytes, text.utf8.count >= bytes else { return nil }
    return text
  }
}
