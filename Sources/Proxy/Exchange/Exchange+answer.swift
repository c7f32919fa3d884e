import NIOCore
import OpenAIWire
import Policy
import Taxonomy

extension Exchange {
  func upstreamSentHead(_ head: HTTPResponseHead) {
    if holdBack({ $0.head = head }) { return }
    times.answered = .now()
    times.lastByte = times.answered ?? times.lastByte
    answerHead = head
    status = head.status
    // An error is no better an answer than the first.
    if !(200..<300).contains(head.status), keepFirst() { return }
    // An answer is an answer with any status of success; only one without a body says nothing.
    guard let request, isModerated, (200..<300).contains(head.status), head.framing != .none else { return pass(head) }
    if let coding = head.fields.text(.contentEncoding), coding.lowercased() != "identity" { return fail(.encoded) }
    mode = .moderated
    let (prompt, accepted) = (prompt, self.head.fields.acceptedLanguages)
    var plan = AnswerModerator.Plan(
      policy: policy, dialect: request.dialect, isStream: head.isStream(of: request.dialect),
      choiceCount: request.choiceCount, includesUsage: request.includesUsage,
      languages: { CompiledPolicy.languages(ofPrompt: prompt, accepted: accepted) }, decision: decisionID,
      model: request.model ?? "", created: loop.unixTime(), heldLimit: loop.shared.configuration.limits.answerBytes,
      eventLimit: loop.shared.configuration.limits.eventBytes, jsonLimits: loop.shared.requestLimits.json,
      facts: facts, redactor: PolicyAnswerRedactor(policy, facts: facts), candidate: candidate)
    plan.holdsForRefusal =
      policy.holdsForRefusal && promptSignals.map { policy.looksHarmless(promptHarm: $0.harm) } ?? false
    moderator = AnswerModerator(plan: plan)
  }

  /// Whether the policy wants anything of this request's answer.
  private var isModerated: Bool {
    request?.dialect.generatesText == true && (policy.judgesAnswers || policy.watchesRefusals)
  }

  func upstreamSentBody(_ bytes: ByteBuffer) {
    if holdBack({ $0.body.append(bytes) }) { return }
    times.lastByte = .now()
    switch mode {
    case .passing(var passing):
      if passing.isStream {
        passing.noteSent(bytes)
        mode = .passing(passing)
      }
      sendBody(bytes)
    case .moderated:
      do throws(ModerationFault) {
        try moderator?.receive(bytes)
        moderate()
      } catch { fail(.unreadable(error)) }
    case .awaited, .over: break
    }
  }

  func upstreamPaused() { if early == nil { flush() } }

  func upstreamEnded() {
    connection = nil
    if holdBack({ $0.end = .complete }) { return }
    switch mode {
    case .passing:
      endBody()
      conclude(.answered)
    case .moderated:
      do throws(ModerationFault) {
        try moderator?.end()
        moderate()
      } catch { fail(.unreadable(error)) }
    case .awaited, .over: break
    }
  }

  func upstreamFailed(_ failure: UpstreamFailure) {
    let stale = connection.map { $0.wasUsed && !$0.hasAnswered } ?? false
    connection = nil
    guard outcome == nil else { return }
    // The server closed a pooled connection just as the request went out. Nothing was answered, so it is asked once
    // more on a new connection.
    if stale, !hasRetried, failure.isConnectionLoss {
      hasRetried = true
      loop.tally.count(.upstreamRetries)
      return loop.pool.lease(to: self, fresh: true)
    }
    if holdBack({ $0.end = .failed(failure) }) { return }
    fail(failure)
  }

  /// Tells the client that there will be no (whole) answer, by a status while it can still be told, in-band after
  /// that, and ends the exchange.
  func fail(_ failure: UpstreamFailure) {
    if keepFirst() { return }
    loop.tally.count(failure: failure)
    let error = failure.apiError
    if !hasSentHead {
      answerHead = nil
      sendWhole(status: error.status, body: error.body(for: dialect), contentType: "application/json")
    } else if canTellInBand {
      sendBody(error.event(for: dialect, number: moderator?.writer.nextNumber ?? 0))
      endBody()
    } else {
      // A client must not take what it has for the whole answer.
      isKeptAlive = false
      client.abort()
    }
    conclude(.upstreamFailed)
  }

  private var canTellInBand: Bool {
    switch mode {
    case .moderated: moderator?.plan.isStream ?? false
    case .passing(let passing): passing.isStream && passing.isAtEventEnd && passing.isChunked
    case .awaited, .over: false
    }
  }

  private func pass(_ head: HTTPResponseHead) {
    var isChunked = false
    var length: Int?
    switch head.framing {
    case .none: length = head.status == 204 || head.status == 304 || self.head.method == .head ? nil : 0
    case .length(let count): length = count
    case .chunked, .untilClose: isChunked = true
    }
    mode = .passing(PassingAnswer(isChunked: isChunked, isStream: head.isStream(of: dialect), framing: dialect.framing))
    sendHead(status: head.status, fields: head.fields, length: length, isChunked: isChunked)
  }

  /// Carries out what the moderator wants done, until it needs more bytes or findings.
  func moderate() {
    while outcome == nil, !settleBeginning(), let action = moderator?.next() {
      switch action {
      case .judge(let jobs): judge(jobs)
      case .ask(let questions, let passage): ask(questions, about: passage)
      case .release(let bytes): release(bytes)
      case .cancelUpstream:
        connection?.cancel()
        connection = nil
      case .finish:
        // A stream without any event.
        if !hasSentHead { release(ByteBuffer()) }
        endBody()
        conclude(moderator?.decision?.withholds == true ? .cut : .answered)
      }
    }
    if let moderator, moderator.isJudging, moderator.heldBytes > Self.readAheadLimit { connection?.pause() }
  }

  /// Bytes of an answer that are read ahead while a passage is being judged.
  private static let readAheadLimit = 256 * 1024

  func resumeUpstreamIfPossible() {
    let isBehind = moderator.map { $0.isJudging && $0.heldBytes > Self.readAheadLimit } ?? false
    if client.isWritable, !isBehind { connection?.resume() }
  }

  private func judge(_ jobs: [JudgingJob]) {
    let begun = NIODeadline.now()
    judgementsAwaited += 1
    loop.shared.scheduler.judge(jobs, to: prompt, for: judgingOwner, on: loop.eventLoop) { findings in
      self.judgementsAwaited -= 1
      guard self.outcome == nil else { return }
      let took = NIODeadline.now() - begun
      self.times.answerJudging = self.times.answerJudging + took
      self.loop.tally.observe(.answerJudging, took)
      for finding in findings {
        if let failure = finding.failure { self.loop.tally.count(failure: failure) }
      }
      self.moderator?.judged(findings)
      self.moderate()
      self.flush()
      self.resumeUpstreamIfPossible()
    }
  }

  private func ask(_ questions: [GuardQuestion], about passage: String) {
    let begun = NIODeadline.now()
    askGuardModels(
      questions, about: { _ in GuardTopic(prompt: prompt, answer: passage) },
      then: { verdicts in
        self.times.answerJudging = self.times.answerJudging + (.now() - begun)
        self.moderator?.answered(verdicts)
        self.moderate()
        self.flush()
        self.resumeUpstreamIfPossible()
      })
  }

  private func release(_ bytes: ByteBuffer) {
    if moderator?.refusalError != nil {
      return sendWhole(status: ContentFilterError.status, body: bytes, contentType: "application/json")
    }
    if !hasSentHead, let answerHead {
      if moderator?.plan.isStream == true {
        sendHead(status: answerHead.status, fields: answerHead.fields, length: nil, isChunked: true)
      } else {
        sendHead(
          status: answerHead.status, fields: answerHead.fields, length: bytes.readableBytes, isChunked: false)
      }
    }
    sendBody(bytes)
  }
}

extension HTTPResponseHead {
  /// Whether the body is a stream of events as answers in the dialect are streamed.
  func isStream(of dialect: Dialect) -> Bool {
    guard let type = fields.value(.contentType) else { return false }
    let expected = dialect.framing.contentType
    guard type.count >= expected.utf8CodeUnitCount else { return false }
    return unsafe zip(type, UnsafeBufferPointer(start: expected.utf8Start, count: expected.utf8CodeUnitCount))
      .allSatisfy { $0 | 0x20 == $1 || $0 == $1 }
  }
}
