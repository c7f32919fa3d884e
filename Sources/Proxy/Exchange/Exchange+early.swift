import NIOCore
import OpenAIWire

/// Requests that go upstream while their prompt is being judged (`start: parallel`).
extension Exchange {
  /// Sends the request on; what upstream answers is held back until the prompt has passed.
  func startEarly(_ request: ModelRequest) {
    guard let permitted = PromptGate.permit(early: request, head: head, policy: policy) else { return }
    early = EarlyAnswer()
    forward(permitted)
  }

  /// The prompt has passed, and upstream's answer to it may.
  func settleEarly(_ permitted: PermittedRequest) {
    guard let held = early else { preconditionFailure("a request that was not sent early") }
    // INVARIANT: it went out as it came, so a change would come too late. Policies that change requests start none early
    // (`CompiledPolicy.startsInParallel`).
    precondition(permitted.changedPrompt == nil, "a request that was sent early is to be changed")
    early = nil
    replay(held)
  }

  /// Goes on with what was held back.
  private func replay(_ held: EarlyAnswer) {
    if let head = held.head { upstreamSentHead(head) }
    for bytes in held.body where outcome == nil { upstreamSentBody(bytes) }
    guard outcome == nil else { return }
    switch held.end {
    case .complete: upstreamEnded()
    case .failed(let failure): upstreamFailed(failure)
    case nil:
      flush()
      resumeUpstreamIfPossible()
    }
  }

  /// Keeps what upstream says while the prompt is judged; false when it is not held back.
  func holdBack(_ change: (inout EarlyAnswer) -> Void) -> Bool {
    guard var held = early else { return false }
    change(&held)
    early = held
    connection?.pause()
    return true
  }
}
