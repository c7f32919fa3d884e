import OpenAIWire
import Policy
import Taxonomy

extension CompiledPolicy {
  /// What a client is told whose request holds what the policy does not let pass unjudged; nil when it holds nothing of
  /// the kind.
  func objection(to content: UnjudgedContent) -> APIError? {
    if let place = content.tokens, tokenPrompts == .refuse {
      return .invalidRequest(
        "`\(place)` is a prompt of token numbers, which cannot be judged; send it as text", param: place.description,
        code: "token_prompt")
    }
    if let place = content.media, media == .refuse {
      return .invalidRequest(
        "`\(place)` is an image, audio or a file, which cannot be judged", param: place.description, code: "media")
    }
    if let place = content.unknown, unknownContent == .refuse {
      return .invalidRequest(
        "`\(place)` is not known here, and unknown content is refused", param: place.description,
        code: "unknown_content")
    }
    return nil
  }
}
