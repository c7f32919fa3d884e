import Classifiers
import NIOCore
import OpenAIWire
import Policy
import Proxy
import RefusalLog
import Taxonomy

/// Drives an `AnswerModerator` as an exchange does, with a judge that a test can predict: a passage that holds `BAD` is
/// harmful, one that holds `DOUBT` may be, one that holds `BROKEN` makes the classifier fail, an opening that holds
/// `Sorry` refuses. A guard model finds `MENACE` unsafe and fails on `SILENT`.
struct ModeratorDriver {
  /// What came of an answer.
  struct Outcome: Equatable {
    var released = ""
    var decision: Decision?
    var harm: Double?
    var refusal: RefusalKind?
    var releasedCharacters = 0
    var wasCancelled = false
    var isFinished = false
    var fault: String?
    /// What a record would keep of the answer.
    var recorded: String?
    /// The passages that a guard model was asked about.
    var asked: [String] = []
    /// Ids of the rules that mark the answer.
    var annotations: [String] = []
  }

  /// What is to be answered when its time has come.
  private enum Waiting {
    case jobs([JudgingJob])
    case questions([GuardQuestion], passage: String)
  }

  var moderator: AnswerModerator
  var outcome = Outcome()
  /// Findings are held back until this many events have come in, as if the classifier were slow.
  var lag = 0
  /// What was judged of each strand, by the moderator's number for it.
  private(set) var judgedTexts: [Int: String] = [:]
  private var waiting: [(due: Int, what: Waiting)] = []
  private var step = 0

  init(_ moderator: AnswerModerator, lag: Int = 0) {
    self.moderator = moderator
    self.lag = lag
  }

  static func policy(
    _ response: String, watches: Bool = true, mode: String = "enforce", failure: String = "refuse"
  )
    throws -> CompiledPolicy
  {
    let text = """
      name: test
      mode: \(mode)
      on_classifier_failure: \(failure)
      prompt: { rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse } ] }
      \(response)
      \(watches ? "false_refusals: { when: { refusal: [full, partial], prompt_harm: { below: 0.3 } }, action: record }" : "")
      messages: { default: { en: "No." } }
      """
    let snapshot = try PolicyFolder.load(files: [(name: "test.yaml", contents: Array(text.utf8))])
    guard let policy = snapshot.policy(named: "test") else { preconditionFailure("the policy just written is missing") }
    return policy
  }

  static func response(release: String = "window", window: Int = 20, context: Int = 40) -> String {
    """
    response:
      release: \(release)
      window: \(window)
      context: \(context)
      rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse } ]
    """
  }

  static func plan(
    _ policy: CompiledPolicy, isStream: Bool, choiceCount: Int = 1, includesUsage: Bool = false,
    heldLimit: Int = 1 << 20
  ) -> AnswerModerator.Plan {
    AnswerModerator.Plan(
      policy: policy, isStream: isStream, choiceCount: choiceCount, includesUsage: includesUsage, languages: { [] },
      decision: DecisionID(milliseconds: 1, random: (2, 3)), model: "m", created: 7, heldLimit: heldLimit,
      eventLimit: 1 << 16, jsonLimits: JSONLimits())
  }

  /// Feeds the pieces in, then the end, and plays everything out.
  static func run(_ plan: AnswerModerator.Plan, _ pieces: [[UInt8]], lag: Int = 0) -> Outcome {
    var driver = ModeratorDriver(AnswerModerator(plan: plan), lag: lag)
    for piece in pieces { driver.feed(piece) }
    driver.end()
    return driver.outcome
  }

  mutating func feed(_ bytes: [UInt8]) {
    guard outcome.fault == nil else { return }
    step += 1
    do { try moderator.receive(ByteBuffer(bytes: bytes)) } catch {
      outcome.fault = "\(error)"
      return
    }
    answerDue(all: false)
    play()
  }

  mutating func end() {
    guard outcome.fault == nil else { return }
    do { try moderator.end() } catch {
      outcome.fault = "\(error)"
      return
    }
    repeat {
      play()
    } while answerDue(all: true)
    play()
    outcome.decision = moderator.decision
    outcome.harm = moderator.signals?.harm
    outcome.refusal = moderator.refusal?.kind
    outcome.releasedCharacters = moderator.releasedCharacters
    outcome.recorded = moderator.recordedAnswer.text
    outcome.annotations = moderator.annotations
  }

  private mutating func play() {
    while let action = moderator.next() {
      switch action {
      case .judge(let jobs):
        if lag > 0 { waiting.append((step + lag, .jobs(jobs))) } else { answer(.jobs(jobs)) }
      case .ask(let questions, let passage):
        outcome.asked.append(passage)
        let what = Waiting.questions(questions, passage: passage)
        if lag > 0 { waiting.append((step + 2 * lag, what)) } else { answer(what) }
      case .release(let bytes): outcome.released += String(buffer: bytes)
      case .cancelUpstream: outcome.wasCancelled = true
      case .finish: outcome.isFinished = true
      }
    }
  }

  @discardableResult
  private mutating func answerDue(all: Bool) -> Bool {
    var any = false
    while let first = waiting.first, all || first.due <= step {
      waiting.removeFirst()
      answer(first.what)
      any = true
      play()
    }
    return any
  }

  private mutating func answer(_ what: Waiting) {
    switch what {
    case .jobs(let jobs):
      for case .passage(let strand, let text, let end) in jobs {
        // A passage begins with what was judged before.
        let said = judgedTexts[strand, default: ""]
        let new = String(decoding: text.utf8.suffix(max(0, end - said.utf8.count)), as: UTF8.self)
        judgedTexts[strand] = said + new
      }
      moderator.judged(jobs.map(Self.find))
    case .questions(let questions, let passage):
      let verdict: GuardVerdict =
        passage.contains("MENACE") ? .unsafe : passage.contains("SILENT") ? .failed : .safe
      moderator.answered(Dictionary(uniqueKeysWithValues: questions.map { ($0, verdict) }))
    }
  }

  private static func find(_ job: JudgingJob) -> JudgingFinding {
    switch job {
    case .passage(_, let text, _):
      if text.contains("BROKEN") { return .passage(.failure(.deadlineExceeded)) }
      return .passage(.success(AnswerSignals(harm: text.contains("BAD") ? 0.9 : text.contains("DOUBT") ? 0.4 : 0.1)))
    case .refusal(_, let opening), .beginning(_, let opening):
      return .refusal(
        .success(
          opening.contains("Sorry")
            ? RefusalSignals(kind: .full, refusal: 0.95) : RefusalSignals(kind: .none, refusal: 0.02)))
    }
  }
}
