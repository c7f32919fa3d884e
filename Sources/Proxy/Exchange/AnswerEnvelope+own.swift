import OpenAIWire
import Taxonomy

extension AnswerEnvelope {
  /// The names of an answer that no upstream has named.
  ///
  /// - Parameter created: Unix time in seconds.
  static func own(_ dialect: Dialect, decision: DecisionID, model: String, created: Int) -> AnswerEnvelope {
    AnswerEnvelope(id: dialect.idPrefix + decision.description, created: created, model: model)
  }
}

extension Dialect {
  /// How the ids of its answers begin.
  fileprivate var idPrefix: String {
    switch self {
    case .chatCompletions: "chatcmpl-"
    case .completions: "cmpl-"
    case .responses: "resp_"
    case .moderations: "modr-"
    case .anthropicMessages: "msg_"
    case .embeddings, .ollamaChat: ""
    }
  }
}
