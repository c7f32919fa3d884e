package import Classifiers
package import NIOCore
import NIOPosix
import Synchronization
package import Taxonomy

/// Runs classifiers: at once on the caller's event loop where the work is small, else on threads of its own, bounded,
/// fair to all exchanges, and with a deadline.
///
/// Small work of a cheap classifier stays on the loop (docs/decisions/0003-inline-judging.md). What does not is looked up
/// in the cache of verdicts first, if the classifier is worth one; the rest is queued, a text at a time (`JudgingQueue`
/// says whose turn it is), and judged on as many threads as are free. Every call is answered once, unless its owner is
/// cancelled: with all findings, or at its deadline with those that there are.
package final class ClassifierScheduler: Sendable {
  /// Texts up to this size, and so much of a call altogether, are hashed on the event loop; longer ones on a thread.
  private static let hashedOnLoop = 16 * 1024
  /// A classifier that takes many texts at once gets a call's in so many units at most.
  private static let mostUnits = 64

  /// Calls back with one finding a task, nil where none came, and the reason why none did.
  typealias Completion = ([JudgingUnit.Finding?], ClassifierFailure) -> Void

  private struct Reply: Sendable {
    var eventLoop: any EventLoop
    /// Takes the findings of all units, nil for those that were not done.
    var completion: NIOLoopBound<([[JudgingUnit.Finding]?], ClassifierFailure) -> Void>
  }

  private struct Delivery: Sendable {
    var reply: Reply
    var findings: [[JudgingUnit.Finding]?]
  }

  private struct State {
    var queue: JudgingQueue<JudgingUnit, [JudgingUnit.Finding]>
    var replies: [UInt64: Reply] = [:]
    /// When an event loop will look for what has reached its deadline; nil when none will.
    var alarm: NIODeadline?

    mutating func deliveries(_ answers: [JudgingQueue<JudgingUnit, [JudgingUnit.Finding]>.Answer]) -> [Delivery] {
      answers.compactMap { answer in
        replies.removeValue(forKey: answer.submission).map { Delivery(reply: $0, findings: answer.findings) }
      }
    }
  }

  package let classifier: any HarmClassifier
  private let pool: NIOThreadPool
  private let threads: Int
  private let deadline: TimeAmount
  private let keys: VerdictKeyMaker
  private let cache: VerdictCache?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - queueLimit: units that may wait for a thread.
  ///   - byteLimit: bytes that may wait for a thread.
  ///   - deadline: how long a call may take.
  ///   - cacheEntries: verdicts that are kept; 0 keeps none. A classifier that judges on event loops has no use for them:
  ///     a look-up takes as long as it does.
  package init(
    classifier: any HarmClassifier, threads: Int, queueLimit: Int, byteLimit: Int, deadline: Duration,
    cacheEntries: Int
  ) {
    self.classifier = classifier
    self.threads = threads
    self.deadline = TimeAmount(deadline)
    keys = VerdictKeyMaker(classifier: classifier.identity)
    cache = cacheEntries > 0 && classifier.inlineByteLimit == 0 ? VerdictCache(entries: cacheEntries) : nil
    state = Mutex(State(queue: JudgingQueue(limits: .init(units: queueLimit, bytes: byteLimit))))
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
  }

  /// What waits for a thread, and what the cache did so far.
  package var load: JudgingLoad {
    let (units, bytes) = state.withLock { ($0.queue.unitCount, $0.queue.byteCount) }
    return JudgingLoad(
      units: units, bytes: bytes, cache: cache?.counts ?? VerdictShelf.Counts(), cacheEntries: cache?.count ?? 0)
  }

  /// Judges the texts of a request and calls back on `eventLoop`, which is the caller's, maybe before this returns.
  package func judge(
    prompt texts: [JudgedText], for owner: @autoclosure () -> JudgingOwner, on eventLoop: any EventLoop,
    then complete: @escaping (JudgedPrompt) -> Void
  ) {
    if isInline(texts.reduce(0) { $0 + $1.text.utf8.count }, count: texts.count) {
      return complete(JudgedPrompt(of: texts, by: classifier))
    }
    let owner = owner()
    let keys = keys
    let scope = owner.scope
    var items = texts.map { text in
      JudgingUnit.Item(task: .prompt(text), makeKey: { keys.key(of: text, scope: scope) })
    }
    if texts.count > 1, classifier.judgesTogether {
      items.append(
        JudgingUnit.Item(task: .together(texts), makeKey: { keys.key(ofTogether: texts, scope: scope) }))
    }
    run(items, of: owner.id, on: eventLoop) { findings, missing in
      complete(JudgedPrompt(of: texts, findings: findings, missing: missing))
    }
  }

  /// Judges pieces of an answer to `prompt` and calls back on `eventLoop`, which is the caller's, maybe before this
  /// returns.
  package func judge(
    _ jobs: [JudgingJob], to prompt: String, for owner: @autoclosure () -> JudgingOwner, on eventLoop: any EventLoop,
    then complete: @escaping ([JudgingFinding]) -> Void
  ) {
    if isInline(jobs.reduce(0) { $0 + $1.byteCount }, count: jobs.count) {
      return complete(jobs.map { $0.run(on: classifier, prompt: prompt) })
    }
    let owner = owner()
    let keys = keys
    let context = cache == nil ? nil : owner.context(ofAnswersTo: prompt, by: keys)
    let items = jobs.map { Self.item($0, prompt: prompt, in: context, keys: keys) }
    run(items, of: owner.id, on: eventLoop) { findings, missing in
      complete(zip(jobs, findings).map { job, finding in job.finding(finding ?? .failure(missing)) })
    }
  }

  /// Nobody waits for this owner any more: what is queued for it is dropped, and it is not called back.
  package func cancel(_ owner: DecisionID) {
    state.withLock { state in
      for submission in state.queue.cancel(owner) { state.replies[submission] = nil }
    }
  }

  /// Judges fixed texts on every thread, before anything is served: the first request would have to wait for memory that
  /// no thread has touched.
  package func warmUp() async throws {
    let started = Rendezvous(of: threads)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<threads {
        group.addTask { [pool, classifier] in
          try await pool.runIfActive {
            // Held until all have begun, so that no thread takes two of them.
            started.arrive()
            try ClassifierWarmUp.run(classifier)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Answers all that is open as failed and takes nothing more.
  package func shutDown() {
    deliver(state.withLock { $0.deliveries($0.queue.close()) }, missing: Self.shuttingDown)
    pool.shutdownGracefully { _ in }
  }

  private static var shuttingDown: ClassifierFailure { .failed(reason: "shutting down") }

  private static func item(
    _ job: JudgingJob, prompt: String, in context: VerdictKeyMaker.AnswerContext?, keys: VerdictKeyMaker
  ) -> JudgingUnit.Item {
    switch job {
    case .passage(_, let text, _):
      var item = JudgingUnit.Item(task: .passage(text, prompt: prompt))
      if let context { item.makeKey = { keys.key(ofPassage: text, in: context) } }
      return item
    case .refusal(_, let opening), .beginning(_, let opening):
      var item = JudgingUnit.Item(task: .refusal(opening: opening, prompt: prompt))
      if let context { item.makeKey = { keys.key(ofOpening: opening, in: context) } }
      return item
    }
  }

  private func isInline(_ bytes: Int, count: Int) -> Bool {
    // An empty text is work, too, for a classifier that never judges on loops.
    count == 0 || (classifier.inlineByteLimit > 0 && bytes <= classifier.inlineByteLimit)
  }

  // MARK: Queueing

  private func run(
    _ items: [JudgingUnit.Item], of owner: DecisionID, on eventLoop: any EventLoop, then complete: @escaping Completion
  ) {
    eventLoop.assertInEventLoop()
    var items = items
    let known = lookUp(&items)
    let units = divide(items, without: known)
    guard !units.isEmpty else { return complete(known, .deadlineExceeded) }
    let reply = Reply(
      eventLoop: eventLoop,
      completion: NIOLoopBound(
        { found, missing in
          var findings = known
          for (unit, found) in zip(units, found) {
            guard let found else { continue }
            for (position, finding) in zip(unit.positions, found) { findings[position] = finding }
          }
          complete(findings, missing)
        }, eventLoop: eventLoop))
    let latest = NIODeadline.now() + deadline
    let (admission, alarm) = state.withLock { state in
      let admission = state.queue.submit(
        units.map { (JudgingUnit(items: $0.positions.map { items[$0] }), $0.bytes) }, of: owner, deadline: latest)
      guard case .accepted(let submission) = admission else { return (admission, nil as NIODeadline?) }
      state.replies[submission] = reply
      if let alarm = state.alarm, alarm <= latest { return (admission, nil) }
      state.alarm = latest
      return (admission, latest)
    }
    switch admission {
    case .accepted:
      if let alarm { setAlarm(alarm, on: eventLoop) }
      for _ in units { pool.submit { [self] state in if case .active = state { work() } } }
    case .overloaded: complete(known, .overloaded)
    // No overload: a policy that lets texts through then must not let one through for its size.
    case .tooLarge: complete(known, .failed(reason: "more to judge than one request may have waiting"))
    case .closed: complete(known, Self.shuttingDown)
    }
  }

  /// The verdicts that are known already; the items' keys are filled in where they were made for that.
  private func lookUp(_ items: inout [JudgingUnit.Item]) -> [JudgingUnit.Finding?] {
    var known = [JudgingUnit.Finding?](repeating: nil, count: items.count)
    guard let cache else { return known }
    var left = Self.hashedOnLoop
    for index in items.indices where items[index].task.byteCount <= left {
      guard let key = items[index].makeKey?() else { continue }
      left -= items[index].task.byteCount
      items[index].key = key
      if let verdict = cache.verdict(for: key) { known[index] = .success(verdict) }
    }
    return known
  }

  /// Which items a thread is to do in one go: one by one for a classifier that is slow, short ones together for one that
  /// would be done with them before a thread wakes up.
  private func divide(
    _ items: [JudgingUnit.Item], without known: [JudgingUnit.Finding?]
  ) -> [(positions: [Int], bytes: Int)] {
    var target = classifier.inlineByteLimit
    if target > 0 { target = max(target, items.reduce(0) { $0 + $1.task.byteCount } / Self.mostUnits) }
    var units: [(positions: [Int], bytes: Int)] = []
    for (position, item) in items.enumerated() where known[position] == nil {
      let bytes = item.task.queuedBytes
      if target > 0, let last = units.last, last.bytes + bytes <= target {
        units[units.count - 1].positions.append(position)
        units[units.count - 1].bytes += bytes
      } else {
        units.append(([position], bytes))
      }
    }
    return units
  }

  // MARK: On the threads

  /// Does the unit whose turn it is, if any is left.
  private func work() {
    let (expired, assignment) = state.withLock { state in
      // What is too late is not begun; its alarm may be late itself.
      let expired = state.deliveries(state.queue.expire(now: .now()))
      return (expired, state.queue.next())
    }
    deliver(expired, missing: .deadlineExceeded)
    guard let assignment else { return }
    let submission = assignment.submission
    let isWanted: @Sendable () -> Bool = { [self] in state.withLock { $0.queue.isOpen(submission) } }
    let findings = ClassifierWork.perform(while: isWanted) {
      assignment.unit.run(on: classifier, cache: cache)
    }
    let (late, answered) = state.withLock { state in
      let late = state.deliveries(state.queue.expire(now: .now()))
      let answer = state.queue.finish(submission, index: assignment.index, with: findings)
      return (late, state.deliveries(answer.map { [$0] } ?? []))
    }
    deliver(late + answered, missing: .deadlineExceeded)
  }

  // MARK: Answering

  private func setAlarm(_ alarm: NIODeadline, on eventLoop: any EventLoop) {
    eventLoop.scheduleTask(deadline: alarm) { [self] in
      let (expired, next) = state.withLock { state in
        // An earlier deadline came in meanwhile and has an alarm of its own.
        guard state.alarm == alarm else { return ([] as [Delivery], nil as NIODeadline?) }
        let expired = state.deliveries(state.queue.expire(now: .now()))
        state.alarm = state.queue.nextDeadline
        return (expired, state.alarm)
      }
      deliver(expired, missing: .deadlineExceeded)
      if let next { setAlarm(next, on: eventLoop) }
    }
  }

  private func deliver(_ deliveries: [Delivery], missing: ClassifierFailure) {
    for delivery in deliveries {
      delivery.reply.eventLoop.execute {
        delivery.reply.completion.value(delivery.findings, missing)
      }
    }
  }
}
