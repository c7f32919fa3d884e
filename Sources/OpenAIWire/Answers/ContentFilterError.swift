package import NIOCore
package import Taxonomy

/// A refusal as an error in the shape that Azure OpenAI gives it, for applications that look for it: status 400, `code`
/// `content_filter`, and what was found under `innererror.content_filter_result` (Azure OpenAI, "Content filtering").
package struct ContentFilterError: Sendable, Equatable {
  package static let status = 400

  /// Azure's four kinds of harm.
  package enum Kind: String, CaseIterable, Sendable {
    case hate
    case selfHarm = "self_harm"
    case sexual
    case violence

    /// The kind that a hazard category counts as; nil for those that Azure has no word for.
    init?(_ category: HazardCategory) {
      switch category {
      case .hate: self = .hate
      case .selfHarm: self = .selfHarm
      case .sexualContent, .sexCrimes, .childExploitation: self = .sexual
      case .violentCrimes, .indiscriminateWeapons: self = .violence
      default: return nil
      }
    }
  }

  package var message: String
  /// Whether the prompt was refused, or the answer to it.
  package var stage: Stage
  /// The category that was refused; nil where none stands out.
  package var category: HazardCategory?
  /// Calibrated probabilities in 0...1.
  package var scores: [HazardCategory: Double]
  /// Probability of an attack; nil where it is not known.
  package var attack: Double?

  package init(
    message: String, stage: Stage, category: HazardCategory?, scores: [HazardCategory: Double], attack: Double?
  ) {
    self.message = message
    self.stage = stage
    self.category = category
    self.scores = scores
    self.attack = attack
  }

  /// The error as JSON, in the shape that the dialect's clients read: Azure's for all of OpenAI's.
  package func body(for dialect: Dialect = .chatCompletions) -> ByteBuffer {
    switch dialect {
    case .chatCompletions, .completions, .responses, .embeddings, .moderations: azureBody
    case .anthropicMessages, .ollamaChat:
      APIError.invalidRequest(message, code: "content_filter").body(for: dialect)
    }
  }

  private var azureBody: ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 640 + message.utf8.count)
    buffer.writeStaticString("{\"error\":{\"message\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString(",\"type\":null,\"param\":")
    buffer.writeJSONString(stage == .prompt ? "prompt" : "completion")
    buffer.writeStaticString(
      ",\"code\":\"content_filter\",\"status\":400,\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\",")
    buffer.writeStaticString("\"content_filter_result\":{")
    let filtered = category.flatMap(Kind.init)
    for kind in Kind.allCases {
      let score = scores.filter { Kind($0.key) == kind }.values.max() ?? 0
      buffer.writeString(
        "\"\(kind.rawValue)\":{\"filtered\":\(kind == filtered),\"severity\":\"\(Self.severity(of: score))\"},")
    }
    buffer.writeString(
      "\"jailbreak\":{\"filtered\":\(attack ?? 0 >= 0.5),\"detected\":\(attack ?? 0 >= 0.5)},\"category\":")
    buffer.writeJSONString(orNull: category?.rawValue)
    buffer.writeStaticString("}}}}")
    return buffer
  }

  /// Azure's words, by quarters of the probability.
  private static func severity(of score: Double) -> String {
    switch score {
    case ..<0.25: "safe"
    case ..<0.5: "low"
    case ..<0.75: "medium"
    default: "high"
    }
  }
}
