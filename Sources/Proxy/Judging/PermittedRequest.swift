import NIOCore
import OpenAIWire
import Taxonomy

/// A request that may go upstream: the upstream client takes nothing else, and only the gate can make one.
struct PermittedRequest {
  let head: HTTPRequestHead
  let body: ByteBuffer

  fileprivate init(head: HTTPRequestHead, body: ByteBuffer) {
    self.head = head
    self.body = body
  }
}

/// The one place that lets requests through to upstream.
enum PromptGate {
  /// A chat request whose prompt was decided on; nil when the decision withholds it.
  static func permit(_ request: ChatRequest, head: HTTPRequestHead, decision: Decision) -> PermittedRequest? {
    precondition(decision.stage == .prompt, "a prompt is let through by a decision on the prompt")
    return decision.withholds ? nil : PermittedRequest(head: head, body: request.body)
  }

  /// A request to an endpoint that carries no words to a model, or that the operator listed for pass-through.
  static func permit(unjudged endpoint: Endpoint, head: HTTPRequestHead, body: ByteBuffer) -> PermittedRequest? {
    switch endpoint {
    case .models, .passThrough: PermittedRequest(head: head, body: body)
    case .chatCompletions: nil
    }
  }
}
