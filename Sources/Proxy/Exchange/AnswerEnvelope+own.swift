import OpenAIWire
import Taxonomy

extension AnswerEnvelope {
  /// The names of an answer that no upstream has named.
  ///
  /// - Parameter created: Unix time in seconds.
  static func own(decision: DecisionID, model: String, created: Int) -> AnswerEnvelope {
    AnswerEnvelope(id: "chatcmpl-\(decision)", created: created, model: model)
  }
}
