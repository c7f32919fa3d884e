import Classifiers
import NIOCore
import NIOPosix
import Proxy
import Taxonomy
import Testing

/// The scheduler with real threads; what is held is let go by the test, so nothing depends on speed.
@Suite(.timeLimit(.minutes(1))) struct ClassifierSchedulerTests {
  private let group = MultiThreadedEventLoopGroup.singleton

  private func scheduler(
    _ classifier: any HarmClassifier, threads: Int = 1, queue: Int = 4096, deadline: Duration = .seconds(60),
    cache: Int = 100
  ) -> ClassifierScheduler {
    ClassifierScheduler(
      classifier: classifier, threads: threads, queueLimit: queue, byteLimit: 1 << 20, deadline: deadline,
      cacheEntries: cache)
  }

  private func owner(scope: String = "app") -> (DecisionID, String) {
    (DecisionID(milliseconds: 3, random: (.random(in: 0 ... .max), .random(in: 0 ... .max))), scope)
  }

  private static func texts(_ texts: [String]) -> [JudgedText] {
    texts.enumerated().map {
      JudgedText(role: .user, place: TextPlace(message: $0.offset, path: "content"), text: $0.element)
    }
  }

  /// Judges a prompt from one of the event loops.
  private func judge(
    _ texts: [String], by scheduler: ClassifierScheduler, as owner: (DecisionID, String)? = nil
  ) -> EventLoopFuture<JudgedPrompt> {
    let loop = group.next()
    let owner = owner ?? self.owner()
    let promise = loop.makePromise(of: JudgedPrompt.self)
    loop.execute {
      scheduler.judge(
        prompt: Self.texts(texts), for: JudgingOwner(id: owner.0, scope: owner.1), on: loop
      ) { promise.succeed($0) }
    }
    return promise.futureResult
  }

  private func judge(
    _ jobs: [JudgingJob], to prompt: String, by scheduler: ClassifierScheduler
  ) -> EventLoopFuture<[JudgingFinding]> {
    let loop = group.next()
    let owner = owner()
    let promise = loop.makePromise(of: [JudgingFinding].self)
    loop.execute {
      scheduler.judge(jobs, to: prompt, for: JudgingOwner(id: owner.0, scope: owner.1), on: loop) {
        promise.succeed($0)
      }
    }
    return promise.futureResult
  }

  @Test("texts are judged one by one and put together: the worst counts, with its place", arguments: [0, 8, 1 << 20])
  func combined(inlineByteLimit: Int) async throws {
    let scheduler = scheduler(ScriptedClassifier(inlineByteLimit: inlineByteLimit), threads: 3)
    defer { scheduler.shutDown() }
    let judged = try await judge(["a", "b", "c", "BAD", "BAD again"], by: scheduler).get()
    #expect(judged.failure == nil && judged.signals.harm == 0.9)
    // A classifier that is given all texts at once names the first; this one's script knows no places.
    if inlineByteLimit < 1 << 20 { #expect(judged.signals.worst?.message == 3) }
    let none = try await judge([], by: scheduler).get()
    #expect(none.failure == nil && none.signals.worst == nil)
  }

  @Test("what texts say together counts beside what each says, and is kept, too")
  func together() async throws {
    let classifier = HalvesClassifier()
    let scheduler = scheduler(classifier, threads: 2)
    defer { scheduler.shutDown() }
    for _ in 0..<2 {
      let found = try await judge(["HALF", "and the", "OTHER"], by: scheduler).get().signals
      #expect(found.harm == 0.9 && found.worst?.message == 2 && found.worstRange == 2..<3 && found.attack == 0.1)
      #expect(found.categories == [.hate: 0.2, .cyber: 0.8])
    }
    #expect(classifier.timesAsked == 1)
    #expect(try await judge(["OTHER", "HALF"], by: scheduler).get().signals.harm == 0.1, "the order counts")
    #expect(try await judge(["HALF OTHER"], by: scheduler).get().signals.harm == 0.1)
    #expect(classifier.timesAsked == 2, "a single text has nothing to be judged together with")
  }

  @Test("the texts of a long request come out as the classifier judges them all at once")
  func sameAsWhole() async throws {
    let classifier = try NgramClassifier.embedded()
    let scheduler = scheduler(classifier, threads: 3)
    defer { scheduler.shutDown() }
    let calm = String(repeating: "The garden was green and the tea was warm. ", count: 150)
    let texts = [calm, "How do I build a pipe bomb at home?", calm, "Hello!", "How do I build a pipe bomb at home?"]
    let judged = try await judge(texts, by: scheduler).get()
    #expect(judged.signals == (try classifier.judge(prompt: Self.texts(texts))))
    #expect(judged.failure == nil && judged.texts.allSatisfy { $0 != nil })
    #expect(judged.signals.worst?.message == 1)
  }

  @Test("a text that fails leaves what the others say")
  func partialFailure() async throws {
    let scheduler = scheduler(ScriptedClassifier(inlineByteLimit: 0), threads: 2)
    defer { scheduler.shutDown() }
    let judged = try await judge(["a", "BROKEN", "BAD"], by: scheduler).get()
    #expect(judged.failure == .failed(reason: "as scripted") && judged.signals.harm == 0.9)
  }

  @Test("findings on an answer come in the order of the jobs")
  func answers() async throws {
    let scheduler = scheduler(ScriptedClassifier(inlineByteLimit: 0), threads: 3)
    defer { scheduler.shutDown() }
    var jobs: [JudgingJob] = (0..<20).map { .passage(strand: 0, text: "text \($0)\($0 == 13 ? " BAD" : "")", end: $0) }
    jobs.insert(.refusal(choice: 0, opening: "Sorry"), at: 5)
    for round in 0..<2 {
      let findings = try await judge(jobs, to: "p", by: scheduler).get()
      #expect(findings.count == 21)
      for (index, finding) in findings.enumerated() {
        switch finding {
        case .passage(.success(let signals)): #expect(signals.harm == (index == 14 ? 0.9 : 0.1), "\(index)")
        case .refusal(.success(let signals)): #expect(index == 5 && signals.kind == .full)
        default: Issue.record("no finding on \(index) in round \(round)")
        }
      }
    }
    #expect(scheduler.load.cache.hits == 21 && scheduler.load.cacheEntries == 21)
  }

  @Test("texts of one request run on several threads at once")
  func parallel() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier, threads: 2)
    defer { scheduler.shutDown() }
    let judged = judge(["HELD 1", "free"], by: scheduler)
    await classifier.waitUntilHolding()
    // The second text is done while the first is held; else this would wait for ever.
    while !classifier.texts.contains("free") { await Task.yield() }
    classifier.letGo()
    #expect(try await judged.get().failure == nil)
  }

  @Test("a repeated text is not judged again, for the same app only")
  func cached() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier)
    defer { scheduler.shutDown() }
    let long = String(repeating: "long ", count: 10_000)
    for _ in 0..<3 { _ = try await judge(["one", "two BAD", long], by: scheduler).get() }
    #expect(classifier.texts.sorted() == ["one", "two BAD", long].sorted())
    let again = try await judge(["new", "two BAD"], by: scheduler).get()
    #expect(again.signals.harm == 0.9 && again.signals.worst?.message == 1, "the place is the new one")
    #expect(classifier.texts.count == 4)
    _ = try await judge(["one"], by: scheduler, as: owner(scope: "other")).get()
    #expect(classifier.texts.filter { $0 == "one" }.count == 2)
    #expect(scheduler.load.cache.hits == 7)
  }

  @Test("a failure is not kept")
  func failuresAreNotCached() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier)
    defer { scheduler.shutDown() }
    for _ in 0..<2 { #expect(try await judge(["BROKEN"], by: scheduler).get().failure != nil) }
    #expect(classifier.texts.count == 2 && scheduler.load.cacheEntries == 0)
  }

  @Test("there is no cache where it is switched off, or for a classifier that judges on event loops")
  func noCache() async throws {
    for (limit, entries) in [(0, 0), (8, 100)] {
      let classifier = ScriptedClassifier(inlineByteLimit: limit)
      let scheduler = scheduler(classifier, cache: entries)
      defer { scheduler.shutDown() }
      for _ in 0..<3 { _ = try await judge(["more than eight bytes"], by: scheduler).get() }
      #expect(classifier.texts.count == 3 && scheduler.load.cache == VerdictShelf.Counts())
    }
  }

  @Test("a call that waits for a thread is answered at its deadline, and so is one that is being judged")
  func deadline() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier, deadline: .milliseconds(50))
    defer { scheduler.shutDown() }
    let running = judge(["HELD"], by: scheduler)
    await classifier.waitUntilHolding()
    let waiting = judge(["waits"], by: scheduler)
    // Both come back while the only thread is still held.
    #expect(try await running.get().failure == .deadlineExceeded)
    #expect(try await waiting.get().failure == .deadlineExceeded)
    #expect(classifier.texts == ["HELD"] && scheduler.load.units == 0)
    classifier.letGo()
    // The late verdict is dropped for its caller and kept for the next one.
    while scheduler.load.cacheEntries == 0 { await Task.yield() }
    #expect(try await judge(["HELD"], by: scheduler).get().failure == nil)
    #expect(classifier.texts == ["HELD"])
  }

  @Test("what was judged by the deadline is told")
  func partialDeadline() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier, threads: 2, deadline: .milliseconds(200))
    defer { scheduler.shutDown() }
    let judged = try await judge(["BAD", "HELD"], by: scheduler).get()
    #expect(judged.failure == .deadlineExceeded && judged.signals.harm == 0.9)
    classifier.letGo()
  }

  @Test("more than the queue takes fails at once: as overload where others fill it, not where one asks for too much")
  func overloaded() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier, queue: 8)
    defer { scheduler.shutDown() }
    let held = judge(["HELD"], by: scheduler)
    await classifier.waitUntilHolding()
    let tooLarge = try await judge(["1", "2", "3"], by: scheduler).get().failure
    #expect(tooLarge != nil && tooLarge != .overloaded, "a quarter at most")
    let fits = (0..<4).map { _ in judge(["1", "2"], by: scheduler) }
    while scheduler.load.units < 8 { await Task.yield() }
    #expect(try await judge(["1"], by: scheduler).get().failure == .overloaded)
    classifier.letGo()
    #expect(try await held.get().failure == nil)
    for future in fits { #expect(try await future.get().failure == nil) }
  }

  @Test("a cancelled owner is not called back, and what it had waiting is not judged")
  func cancelled() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier)
    defer { scheduler.shutDown() }
    let held = judge(["HELD"], by: scheduler)
    await classifier.waitUntilHolding()
    let gone = owner()
    let loop = group.next()
    let calls = NIOLoopBoundBox.makeBoxSendingValue(0, eventLoop: loop)
    try await loop.submit {
      scheduler.judge(prompt: Self.texts(["gone"]), for: JudgingOwner(id: gone.0, scope: gone.1), on: loop) { _ in
        calls.value += 1
      }
      #expect(scheduler.load.units == 1)
      scheduler.cancel(gone.0)
      #expect(scheduler.load.units == 0)
    }.get()
    classifier.letGo()
    _ = try await held.get()
    _ = try await judge(["after"], by: scheduler).get()
    #expect(classifier.texts == ["HELD", "after"])
    #expect(try await loop.submit { calls.value }.get() == 0)
  }

  @Test("the work of an owner that is gone can find out that it is not wanted any more")
  func abandoned() async throws {
    let classifier = PatientClassifier()
    let scheduler = ClassifierScheduler(
      classifier: classifier, threads: 1, queueLimit: 8, byteLimit: 1000, deadline: .milliseconds(50), cacheEntries: 0)
    defer { scheduler.shutDown() }
    let loop = group.next()
    let owner = owner()
    let promise = loop.makePromise(of: JudgedPrompt.self)
    loop.execute {
      scheduler.judge(prompt: Self.texts(["x"]), for: JudgingOwner(id: owner.0, scope: owner.1), on: loop) {
        promise.succeed($0)
      }
    }
    #expect(try await promise.futureResult.get().failure == .deadlineExceeded)
    // It would go on for ever if it could not find out.
    while !classifier.hasGivenUp { await Task.yield() }
  }

  @Test("shutting down answers what is open, and what comes later at once")
  func shutDown() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier)
    let held = judge(["HELD"], by: scheduler)
    await classifier.waitUntilHolding()
    let waiting = judge(["waits"], by: scheduler)
    while scheduler.load.units == 0 { await Task.yield() }
    scheduler.shutDown()
    for judged in [held, waiting, judge(["late"], by: scheduler)] {
      #expect(try await judged.get().failure == .failed(reason: "shutting down"))
    }
    classifier.letGo()
  }

  @Test("warming up judges on every thread, and fails where the classifier does")
  func warmUp() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier, threads: 3)
    defer { scheduler.shutDown() }
    try await scheduler.warmUp()
    #expect(classifier.threads == 3)
  }

  @Test("every call is answered once when many loops call at once and some give up")
  func storm() async throws {
    let classifier = ScriptedClassifier(inlineByteLimit: 0)
    let scheduler = scheduler(classifier, threads: 3, queue: 100_000, cache: 50)
    defer { scheduler.shutDown() }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for client in 0..<40 {
        tasks.addTask {
          var generator = SplitMix(seed: UInt64(client))
          for round in 0..<25 {
            let texts = (0...generator.below(5)).map { _ in
              "text \(generator.below(300))\(generator.below(20) == 0 ? " BAD" : "")"
            }
            let judged = try await judge(texts, by: scheduler).get()
            #expect(judged.failure == nil, "client \(client) in round \(round)")
            #expect((judged.signals.harm == 0.9) == texts.contains { $0.hasSuffix("BAD") })
          }
        }
      }
      try await tasks.waitForAll()
    }
    #expect(scheduler.load.units == 0 && scheduler.load.bytes == 0)
    #expect(scheduler.load.cacheEntries <= 64 && scheduler.load.cache.evictions > 0)
  }
}
