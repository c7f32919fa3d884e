import NIOCore
import OpenAIWire
import Policy
import RefusalLog
import Taxonomy

/// Requests to `/v1/feedback`: an app says what it thinks of a decision.
extension Exchange {
  /// Reads the feedback and has it written; what comes of it is the answer.
  func takeFeedback(_ body: ByteBuffer) {
    let desk = loop.shared.feedback
    // Before anything is read: wrong requests count, too.
    if let refusal = desk.refusal(of: principal.app, now: times.start) { return turnAway(refusal) }
    let feedback: Feedback
    do throws(APIError) { feedback = try read(body) } catch { return reject(error) }
    // A comment may quote the conversation, so it is kept as that is. Which policy decided is not known here; for most
    // apps there is one.
    let policy = policies.policy(for: facts).policy
    let kept: @Sendable () -> Feedback = {
      var feedback = feedback
      feedback.comment = feedback.comment.flatMap { RecordedContent($0, policy, hashes: false).text }
      return feedback
    }
    let refusal = desk.give(kept, on: loop.eventLoop) { result in
      // Written or not, nobody waits for it any more.
      guard self.outcome == nil else { return }
      switch result {
      case .success(let outcome): self.answer(feedback, outcome)
      case .failure:
        self.loop.tally.count(feedback.opinion, became: "failed")
        self.reject(.recordsUnavailable("the feedback could not be written down"))
      }
    }
    if let refusal { turnAway(refusal) }
  }

  /// The client has waited long enough.
  func giveUpFeedback() {
    reject(.recordsUnavailable("the feedback could not be written down in time"))
  }

  private func turnAway(_ refusal: FeedbackDesk.Refusal) {
    switch refusal {
    case .limited(let seconds):
      loop.tally.count(.feedbackLimited)
      reject(.rateLimited("too much feedback of this app: try again in \(seconds) s", retryAfterSeconds: seconds))
    case .busy: reject(.recordsUnavailable("too much feedback waits to be written down"))
    case .closed: reject(.recordsUnavailable("no feedback is taken here"))
    }
  }

  private func read(_ body: ByteBuffer) throws(APIError) -> Feedback {
    let request: FeedbackRequest
    do throws(ModelRequestFault) {
      request = try FeedbackRequest.parse(
        body, commentLimit: Feedback.commentByteLimit, limits: loop.shared.requestLimits.json)
    } catch { throw APIError(error) }
    guard let opinion = Feedback.Opinion(rawValue: request.verdict) else {
      let words = Feedback.Opinion.allCases.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      throw .invalidRequest("`verdict` must be \(words)", param: "verdict", code: "invalid_value")
    }
    return Feedback(
      decision: request.decision, app: principal.app, opinion: opinion, comment: request.comment,
      milliseconds: Int64(decisionID.milliseconds))
  }

  private func answer(_ feedback: Feedback, _ outcome: FeedbackOutcome) {
    loop.tally.count(feedback.opinion, became: outcome.rawValue)
    guard outcome != .unknown else {
      return reject(
        APIError(
          status: 404, message: "no decision `\(feedback.decision)` of this app is known",
          type: "invalid_request_error",
          param: "decision", code: "decision_not_found"))
    }
    let body =
      "{\"decision\":\"\(feedback.decision)\",\"verdict\":\"\(feedback.opinion.rawValue)\","
      + "\"status\":\"\(outcome.rawValue)\"}"
    sendWhole(status: 200, body: ByteBuffer(string: body), contentType: "application/json")
    conclude(.answered)
  }
}
