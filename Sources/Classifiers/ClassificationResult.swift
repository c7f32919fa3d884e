/// One line of a classified file. What speaks of the answer is present only where the row had one, what a classifier has
/// no head for not at all.
package struct ClassificationResult: Sendable, Encodable {
  /// Calibrated probabilities; they add up to 1.
  package struct RefusalProbabilities: Sendable, Encodable {
    package var full: Double
    package var partial: Double
    package var none: Double
  }

  package var id: ClassificationID
  package var promptHarm: Double
  package var promptFlagged: Bool
  /// By the category's name.
  package var categories: [String: Double]?
  package var attack: Double?
  package var responseHarm: Double?
  package var responseFlagged: Bool?
  package var responseCategories: [String: Double]?
  /// `full`, `partial` or `none`.
  package var refusal: String?
  package var refusalProbabilities: RefusalProbabilities?
  /// The words of the prompt that carried its harm.
  package var explain: [Explanation.Span]?
  /// The words of the answer that carried its harm.
  package var explainResponse: [Explanation.Span]?

  private enum CodingKeys: String, CodingKey {
    case id
    case promptHarm = "prompt_harm"
    case promptFlagged = "prompt_flagged"
    case categories
    case attack
    case responseHarm = "response_harm"
    case responseFlagged = "response_flagged"
    case responseCategories = "response_categories"
    case refusal
    case refusalProbabilities = "refusal_probabilities"
    case explain
    case explainResponse = "explain_response"
  }
}
