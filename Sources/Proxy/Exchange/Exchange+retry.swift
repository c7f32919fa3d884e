import NIOCore
import OpenAIWire
import Policy
import RefusalLog
import Taxonomy

/// Asking the model once more where its answer begins as a suspected false refusal (`false_refusals.action: retry`).
extension Exchange {
  /// Looks at how the answer at hand begins, once that is known and before anything of it has left.
  ///
  /// - Returns: whether another answer is at hand now, or none yet.
  func settleBeginning() -> Bool {
    guard !hasSentHead, let moderator, moderator.plan.holdsForRefusal, moderator.knowsBeginning else { return false }
    switch retry {
    case .none: return askAgain()
    case .asked(let first, let since):
      let isRefusal = moderator.knownRefusal.map { $0 != .none } ?? true
      guard isRefusal || moderator.isWithheldFromTheStart else {
        first.cancel()
        retry = .delivered(first: first.moderator, since: since)
        loop.tally.count(.retriesDelivered)
        return false
      }
      return keepFirst()
    case .delivered, .kept: return false
    }
  }

  /// Sends the request once more as the policy asks; false where it does not, or where that cannot be done.
  private func askAgain() -> Bool {
    guard let asked = policy.retry, isSuspectedFalseRefusal, let moderator, let answerHead, let permitted, let request,
      request.choiceCount == 1
    else { return false }
    let second: PermittedRequest
    do throws(RequestChangeFault) {
      second = try PromptGate.permit(
        again: permitted, as: asked, dialect: request.dialect, limits: loop.shared.requestLimits,
        byteLimit: loop.shared.configuration.limits.requestBodyBytes)
    } catch {
      // The model's own answer is as good as there is.
      return false
    }
    let first = HeldAnswer(
      moderator: moderator, head: answerHead, sent: times.sent, connection: connection)
    retry = .asked(first: first, since: .now())
    loop.tally.count(.retries)
    beginAnswer(moderator: nil, head: nil, sent: nil, connection: nil)
    hasRetried = false
    forward(second)
    return true
  }

  /// Goes back to the first answer, if the model was asked once more and nothing is decided about that yet.
  func keepFirst() -> Bool {
    guard case .asked(let first, let since) = retry else { return false }
    retry = .kept(second: secondAnswer(moderator, since: since, isDelivered: false), answer: moderator?.captureToTheEnd)
    if let connection {
      connection.cancel()
    } else if times.sent == nil {
      loop.pool.forget(self)
    }
    let connection = first.takeConnection()
    beginAnswer(moderator: first.moderator, head: first.head, sent: first.sent, connection: connection)
    connection?.handOver(to: self)
    status = first.head.status
    for bytes in first.rest.body where outcome == nil { upstreamSentBody(bytes) }
    guard outcome == nil else { return true }
    switch first.rest.end {
    case .complete: upstreamEnded()
    case .failed(let failure): upstreamFailed(failure)
    case nil:
      moderate()
      flush()
      resumeUpstreamIfPossible()
    }
    return true
  }

  private func beginAnswer(
    moderator: AnswerModerator?, head: HTTPResponseHead?, sent: NIODeadline?, connection: UpstreamConnection?
  ) {
    self.moderator = moderator
    self.connection = connection
    answerHead = head
    mode = moderator == nil ? .awaited : .moderated
    times.sent = sent
    times.answered = nil
    times.lastByte = .now()
  }

  /// The retry as the record has it, without its text, and the text; nil without one.
  var retriedAnswer: (RetriedAnswer?, ContentCapture?) {
    switch retry {
    case .none: (nil, nil)
    case .asked(_, let since), .delivered(_, let since):
      (secondAnswer(moderator, since: since, isDelivered: retry.word != nil), moderator?.captureToTheEnd)
    case .kept(let second, let answer): (second, answer)
    }
  }

  /// The answer that the record is about: the first.
  var firstModerator: AnswerModerator? {
    switch retry {
    case .none, .kept: moderator
    case .asked(let first, _): first.moderator
    case .delivered(let first, _): first
    }
  }

  private func secondAnswer(_ moderator: AnswerModerator?, since: NIODeadline, isDelivered: Bool) -> RetriedAnswer {
    RetriedAnswer(
      answer: .absent, answerHarm: moderator?.signals?.harm,
      refusalKind: moderator?.recordedRefusal?.kind, isDelivered: isDelivered,
      milliseconds: Int((.now() - since).microseconds / 1000), tokens: moderator?.tokens)
  }
}
