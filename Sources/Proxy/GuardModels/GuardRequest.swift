package import NIOCore
import OpenAIWire

/// One request to a guard model, as the chat API takes it.
package struct GuardRequest: Sendable, Equatable {
  package struct Message: Sendable, Equatable {
    package enum Role: String, Sendable {
      case user
      case assistant
    }

    package var role: Role
    package var text: String
  }

  package var messages: [Message]
  /// Handed to the model's chat template by servers that know how (`chat_template_kwargs`); nil when it needs nothing.
  package var guideline: String?
  /// Tokens of the answer: what the longest proper one takes.
  package var maxTokens: Int

  /// The body for `/v1/chat/completions`: whole, not sampled, one choice.
  ///
  /// - Parameter model: the model's name on its server.
  package func body(model: String) -> ByteBuffer {
    var out = ByteBuffer()
    out.reserveCapacity(256 + messages.reduce(0) { $0 + $1.text.utf8.count })
    out.writeStaticString("{\"model\":")
    out.writeJSONString(model)
    out.writeStaticString(",\"messages\":[")
    for (index, message) in messages.enumerated() {
      if index > 0 { out.writeStaticString(",") }
      out.writeString("{\"role\":\"\(message.role.rawValue)\",\"content\":")
      out.writeJSONString(message.text)
      out.writeStaticString("}")
    }
    out.writeString("],\"max_tokens\":\(maxTokens),\"temperature\":0,\"stream\":false")
    if let guideline {
      out.writeStaticString(",\"chat_template_kwargs\":{\"guideline\":")
      out.writeJSONString(guideline)
      out.writeStaticString("}")
    }
    out.writeStaticString("}")
    return out
  }
}
