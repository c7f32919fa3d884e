import Classifiers
package import NIOCore
package import OpenAIWire
package import Policy
package import RefusalLog
package import Taxonomy

/// Holds, judges and releases or cuts one answer: one machine for streamed and whole answers. Pure: no sockets, no
/// threads, no time.
///
/// Upstream's bytes go in by `receive`; what is to be done comes out of `next`, until it returns nil. An answer is a
/// queue of frames (the events of a stream, or the whole answer as one), and each frame needs its strands judged up to
/// where it ends. Frames leave in order, and unchanged but for what the policy takes out of their texts. A cut takes one
/// choice out of every later frame.
///
/// INVARIANT: what is decided, released and reported depends on upstream's bytes alone, not on how they were split or
/// on when findings come. Findings are applied in the order of the text, one batch at a time.
package struct AnswerModerator {
  /// How an answer is moderated.
  package struct Plan {
    package var policy: CompiledPolicy
    package var dialect: Dialect
    /// Whether upstream answers with an event stream.
    package var isStream: Bool
    /// Choices that the client asked for.
    package var choiceCount: Int
    /// Whether the client asked for a usage chunk.
    package var includesUsage: Bool
    /// Languages for the policy's messages, the most wanted first; asked for where one is written.
    package var languages: () -> [String]
    /// Names the answer in what the proxy makes itself.
    package var decision: DecisionID
    package var model: String
    /// Unix time in seconds.
    package var created: Int
    /// Bytes held at most.
    package var heldLimit: Int
    /// Bytes of one event at most.
    package var eventLimit: Int
    package var jsonLimits: JSONLimits
    /// What rules may know of the request.
    package var facts: RouteFacts
    /// Finds what is taken out of the answer; nil when the policy takes out nothing.
    package var redactor: (any AnswerRedacting)?
    /// Whether nothing may leave before it is known whether the answer begins as a refusal.
    package var holdsForRefusal = false
    /// Decides beside `policy` on every passage, and nothing follows from it; nil for none.
    package var candidate: CompiledPolicy?

    package init(
      policy: CompiledPolicy, dialect: Dialect = .chatCompletions, isStream: Bool, choiceCount: Int,
      includesUsage: Bool, languages: @escaping () -> [String],
      decision: DecisionID, model: String, created: Int, heldLimit: Int, eventLimit: Int, jsonLimits: JSONLimits,
      facts: RouteFacts = RouteFacts(), redactor: (any AnswerRedacting)? = nil, candidate: CompiledPolicy? = nil
    ) {
      self.policy = policy
      self.dialect = dialect
      self.isStream = isStream
      self.choiceCount = choiceCount
      self.includesUsage = includesUsage
      self.languages = languages
      self.decision = decision
      self.model = model
      self.created = created
      self.heldLimit = heldLimit
      self.eventLimit = eventLimit
      self.jsonLimits = jsonLimits
      self.facts = facts
      self.redactor = redactor
      self.candidate = candidate
    }
  }

  /// What is to be done next.
  package enum Action {
    /// Judge these and come back with `judged`.
    case judge([JudgingJob])
    /// Ask guard models about this passage of the answer and come back with `answered`.
    case ask([GuardQuestion], passage: String)
    /// Send these bytes of the answer's body to the client.
    case release(ByteBuffer)
    /// Nothing more is wanted of upstream.
    case cancelUpstream
    /// Everything is released.
    case finish
  }

  package let plan: Plan
  /// The first decision that withholds something, or else the first that would, in monitor mode.
  package internal(set) var decision: Decision?
  /// The hazard category that `decision` stands for; nil where none stands out.
  var category: HazardCategory?
  /// Ids of the rules that mark the answer, in the order in which they fired.
  package internal(set) var annotations: [String] = []
  /// What is sent in place of a whole answer, where a rule refuses it as an error.
  package internal(set) var refusalError: ContentFilterError?
  /// What the candidate says about the passages that were judged; nil when there is none.
  package internal(set) var comparison: CandidateComparison?
  /// The worst of all passages; nil when none was judged.
  package internal(set) var signals: AnswerSignals?
  var frames: [AnswerFrame] = []
  var strands: [AnswerStrand] = []
  var choices: [AnswerChoiceState] = []
  var jobs: [JudgingJob] = []
  var inFlight: [JudgingJob] = []
  /// The passage that guard models have to be asked about before anything else is decided.
  var waiting: WaitingPassage?
  /// What they said of the last passage that they were asked about: the end of an answer may be judged twice.
  var knownVerdicts: (text: String, verdicts: [GuardQuestion: GuardVerdict]) = ("", [:])
  /// Whether the first passage of what an answer says is looked at for a refusal: rules decide on it, or nothing may
  /// leave before it is known.
  let detectsBeginnings: Bool
  var held = 0
  /// What the first choice says, as the record keeps it: where the policy redacts, without what is taken out.
  var capture: ContentCapture
  /// Text for it that waits for the end of strands before its own; by strand.
  var unrecorded: [Int: String] = [:]
  /// Tokens that upstream has told of last; nil too where the plan does not hold for a refusal.
  package internal(set) var tokens: Int?
  /// Unicode scalars of the answer's text that were released.
  package internal(set) var releasedCharacters = 0
  /// Writes what the proxy says in the model's place.
  var writer: any AnswerWriter
  private(set) var hasUpstreamsEnvelope = false
  /// What is said in place of the cut choices of a whole answer, by choice.
  var messages: [Int: String] = [:]
  /// Upstream's own `[DONE]` is in the queue.
  var sawDone = false

  var events: AnswerEvents
  var whole = ByteBuffer()
  /// Upstream's body is over, or nothing more of it is wanted.
  var hasEnded = false
  var cancelIsDue = false
  var isFinished = false

  package init(plan: Plan) {
    self.plan = plan
    comparison = plan.candidate.map { CandidateComparison(candidate: $0) }
    events = AnswerEvents(plan.dialect.framing, limit: plan.eventLimit)
    writer = plan.dialect.answerWriter(
      .own(plan.dialect, decision: plan.decision, model: plan.model, created: plan.created),
      choiceCount: plan.choiceCount, includesUsage: plan.includesUsage)
    detectsBeginnings =
      plan.holdsForRefusal
      || [plan.policy, plan.candidate].contains { policy in
        policy.map { $0.judgesAnswers && $0.decidesOnRefusals } ?? false
      }
    capture = ContentCapture(plan.policy)
  }

  /// Bytes that wait for judging.
  var heldBytes: Int { held + whole.readableBytes }

  /// Whether a batch is with the classifier, or a passage with guard models.
  package var isJudging: Bool { !inFlight.isEmpty || waiting != nil }

  /// Whether everything that has come so far is decided.
  var isDecided: Bool { jobs.isEmpty && inFlight.isEmpty && waiting == nil }

  /// The refusal that counts: that of the first choice that refuses, else that of choice 0; nil when none was detected.
  package var refusal: RefusalSignals? {
    choices.lazy.compactMap(\.refusal).first { $0.kind != .none } ?? choices.lazy.compactMap(\.refusal).first
  }

  /// The kind of refusal that is known so far: of the openings, or else of the first passages.
  package var knownRefusal: RefusalKind? {
    if let refusal, refusal.kind != .none { return refusal.kind }
    let beginning = choices.lazy.compactMap(\.beginning?.kind).first { $0 != .none }
    return beginning ?? refusal?.kind ?? choices.first?.beginning?.kind
  }

  /// What a record says of the refusal: of an answer that was not followed to the end of its opening, how it began.
  package var recordedRefusal: RefusalSignals? { refusal ?? choices.first?.beginning }

  /// Whether it is known how the answer begins, or that it does not begin by saying anything.
  package var knowsBeginning: Bool {
    guard let first = choices.first else { return hasEnded && isDecided }
    return first.beginningIsSettled || first.isCut || first.isFinished && isDecided
  }

  /// Whether nothing of the answer's first choice can be delivered: it is harmful from its first window on, or whole and
  /// refused. Whether a later window of a stream is known to be harmful depends on how fast it came.
  package var isWithheldFromTheStart: Bool {
    guard let first = choices.first, first.isCut else { return false }
    return !plan.isStream || !strands.contains { $0.choice == first.index && $0.judged > 0 }
  }

  /// The opening of the choice that `refusal` speaks of, for the record.
  var opening: String {
    (choices.first { $0.refusal.map { $0.kind != .none } ?? false } ?? choices.first)?.opening ?? ""
  }

  package var recordedAnswer: RecordedContent { captureToTheEnd.content }

  /// Takes bytes of upstream's body.
  package mutating func receive(_ bytes: ByteBuffer) throws(ModerationFault) {
    guard !hasEnded else { return }
    if plan.isStream {
      // What is held must not keep the socket's whole read buffer alive, which is many times as large.
      events.append(ByteBuffer(bytes: bytes.readableBytesView))
      try readEvents()
    } else if whole.readableBytes == 0 {
      whole = bytes
    } else {
      whole.writeImmutableBuffer(bytes)
    }
    guard heldBytes <= plan.heldLimit else { throw .tooLarge(limit: plan.heldLimit) }
  }

  /// Upstream's body is complete.
  package mutating func end() throws(ModerationFault) {
    guard !hasEnded else { return }
    if plan.isStream {
      events.finish()
      try readEvents()
    } else {
      let body = whole
      whole = ByteBuffer()
      try take(whole: body)
    }
    finishStrands()
    hasEnded = true
  }

  /// Takes the findings on the last batch, in its order.
  package mutating func judged(_ findings: [JudgingFinding]) {
    precondition(findings.count == inFlight.count, "\(findings.count) findings on \(inFlight.count) jobs")
    let batch = Array(zip(inFlight, findings))
    inFlight = []
    apply(batch[...])
  }

  /// What is to be done next; nil when more bytes or findings are needed first.
  package mutating func next() -> Action? {
    if cancelIsDue {
      cancelIsDue = false
      return .cancelUpstream
    }
    if let bytes = takeReleasable() { return .release(bytes) }
    if let waiting {
      guard !waiting.isAsked else { return nil }
      self.waiting?.isAsked = true
      return .ask(waiting.questions, passage: waiting.passage.text)
    }
    if !jobs.isEmpty, inFlight.isEmpty {
      swap(&jobs, &inFlight)
      return .judge(inFlight)
    }
    if hasEnded, frames.isEmpty, isDecided, !isFinished {
      isFinished = true
      return .finish
    }
    return nil
  }

  /// What the proxy adds to an answer bears the names that upstream gave it.
  mutating func noteEnvelope(of document: AnswerDocument) {
    // Only a retry asks for them.
    if plan.holdsForRefusal, let usage = document.usageBytes { tokens = UsageTokens.total(of: usage) ?? tokens }
    guard !hasUpstreamsEnvelope, !document.choices.isEmpty else { return }
    hasUpstreamsEnvelope = true
    writer.envelope = AnswerEnvelope(of: document, fallback: writer.envelope)
  }
}
