import NIOCore
import OpenAIWire
import Policy
import Taxonomy

/// A request that may go upstream: the upstream client takes nothing else, and only the gate can make one.
struct PermittedRequest {
  let head: HTTPRequestHead
  let body: ByteBuffer
  /// The last user message as it goes on; nil where the request goes on as it came.
  let changedPrompt: String?

  fileprivate init(head: HTTPRequestHead, body: ByteBuffer, changedPrompt: String? = nil) {
    self.head = head
    self.body = body
    self.changedPrompt = changedPrompt
  }
}

/// The one place that lets requests through to upstream.
enum PromptGate {
  /// A request whose prompt was ruled on, changed as the ruling asks; nil when it is withheld.
  ///
  /// - Throws: when the change cannot be carried out; the request must not go on then.
  static func permit(
    _ request: ModelRequest, head: HTTPRequestHead, ruling: Ruling, change: RequestChange, limits: RequestLimits,
    byteLimit: Int
  ) throws(RequestChangeFault) -> PermittedRequest? {
    precondition(ruling.decision.stage == .prompt, "a prompt is let through by a decision on the prompt")
    precondition(ruling.questions.isEmpty, "a prompt is let through before its guard models answered")
    guard !ruling.decision.withholds else { return nil }
    guard !change.isEmpty else { return PermittedRequest(head: head, body: request.body) }
    let changed = try request.changed(change, limits: limits, byteLimit: byteLimit)
    return PermittedRequest(head: head, body: changed.body, changedPrompt: changed.conversation.lastUserText ?? "")
  }

  /// A request whose prompt is still being judged, where the policy lets it start before; nil where it does not.
  ///
  /// Whoever sends it must let nothing of the answer out before `permit` gave the request its due.
  static func permit(early request: ModelRequest, head: HTTPRequestHead, policy: CompiledPolicy) -> PermittedRequest? {
    policy.startsInParallel ? PermittedRequest(head: head, body: request.body) : nil
  }

  /// A request that was let through, to be sent once more with what the policy adds to it.
  ///
  /// - Throws: when the policy's change cannot be carried out.
  static func permit(
    again request: PermittedRequest, as retry: RetryRequest, dialect: Dialect, limits: RequestLimits, byteLimit: Int
  ) throws(RequestChangeFault) -> PermittedRequest {
    let change = RequestChange(system: retry.system.map { .prepend($0) }, model: retry.model)
    let read: ModelRequest
    do { read = try ModelRequest.parse(request.body, dialect: dialect, limits: limits) } catch {
      throw .unacceptable(error)
    }
    let changed = try read.changed(change, limits: limits, byteLimit: byteLimit)
    return PermittedRequest(head: request.head, body: changed.body, changedPrompt: request.changedPrompt)
  }

  /// A request to an endpoint that carries no words to a model, or that the operator listed for pass-through.
  static func permit(unjudged endpoint: Endpoint, head: HTTPRequestHead, body: ByteBuffer) -> PermittedRequest? {
    switch endpoint {
    case .models, .passThrough: PermittedRequest(head: head, body: body)
    case .model, .feedback: nil
    }
  }
}
