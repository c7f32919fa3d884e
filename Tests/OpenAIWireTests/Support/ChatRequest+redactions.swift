import OpenAIWire
import Taxonomy

extension ModelRequest {
  /// Redactions of every occurrence of a needle in every text.
  func redactions(of needle: String) -> [Int: [TextRedaction]] {
    var result: [Int: [TextRedaction]] = [:]
    for (index, text) in conversation.texts.enumerated() {
      for range in text.text.occurrences(of: needle) {
        result[index, default: []].append(TextRedaction(range: range, label: SecretRequest.label))
      }
    }
    return result
  }
}
