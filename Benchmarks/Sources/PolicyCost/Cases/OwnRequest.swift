import Policy
import Taxonomy

/// A harmless request: what the classifier would have said is given, so that it costs nothing.
enum OwnRequest {
  static let facts = RouteFacts(app: "web-shop", keyID: "key_1", model: "llama-3.1-8b-instruct")
  static let prompt = PromptSignals(
    harm: 0.05, categories: Dictionary(uniqueKeysWithValues: HazardCategory.allCases.map { ($0, 0.02) }), attack: 0.03)
  static let answer = AnswerSignals(harm: 0.04, categories: prompt.categories)

  static func items(_ texts: [String]) -> [JudgedItem] {
    texts.enumerated().map { index, text in
      let place = TextPlace(message: index, path: "content")
      return JudgedItem(text: JudgedText(role: .user, place: place, text: text), signals: prompt, index: index)
    }
  }
}
