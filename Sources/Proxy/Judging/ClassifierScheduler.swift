import Classifiers
import NIOCore
import NIOPosix
import Synchronization
import Taxonomy

/// Runs classifiers: at once on the caller's event loop where the work is small, else on threads of its own, bounded
/// and with a deadline.
///
/// See docs/decisions/0003-inline-judging.md for why small work stays on the loop.
final class ClassifierScheduler: Sendable {
  let classifier: any HarmClassifier
  private let pool: NIOThreadPool
  private let queueLimit: Int
  private let deadline: TimeAmount
  /// Work handed to the threads and not yet done.
  private let waiting = Atomic<Int>(0)

  init(classifier: any HarmClassifier, threads: Int, queueLimit: Int, deadline: Duration) {
    self.classifier = classifier
    self.queueLimit = queueLimit
    self.deadline = TimeAmount(deadline)
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
  }

  /// Work waiting or running on the threads.
  var depth: Int { waiting.load(ordering: .relaxed) }

  /// Judges the texts of a request and calls back on `eventLoop`, maybe before this returns.
  func judge(
    prompt texts: [JudgedText], on eventLoop: any EventLoop,
    then complete: @escaping (Result<PromptSignals, ClassifierFailure>) -> Void
  ) {
    let classifier = classifier
    run(bytes: texts.reduce(0) { $0 + $1.text.utf8.count }, on: eventLoop) {
      Result { () throws(ClassifierFailure) in try classifier.judge(prompt: texts) }
    } failing: {
      .failure($0)
    } then: {
      complete($0)
    }
  }

  /// Judges pieces of an answer to `prompt` and calls back on `eventLoop`, maybe before this returns.
  func judge(
    _ jobs: [JudgingJob], to prompt: String, on eventLoop: any EventLoop,
    then complete: @escaping ([JudgingFinding]) -> Void
  ) {
    let classifier = classifier
    run(bytes: jobs.reduce(0) { $0 + $1.byteCount }, on: eventLoop) {
      jobs.map { $0.run(on: classifier, prompt: prompt) }
    } failing: { failure in
      jobs.map { $0.failed(failure) }
    } then: {
      complete($0)
    }
  }

  func shutDown() { pool.shutdownGracefully { _ in } }

  private func run<Value: Sendable>(
    bytes: Int, on eventLoop: any EventLoop, _ work: @escaping @Sendable () -> Value,
    failing: @escaping @Sendable (ClassifierFailure) -> Value, then complete: @escaping (Value) -> Void
  ) {
    if bytes <= classifier.inlineByteLimit { return complete(work()) }
    guard waiting.add(1, ordering: .relaxed).newValue <= queueLimit else {
      waiting.subtract(1, ordering: .relaxed)
      return complete(failing(.overloaded))
    }
    let latest = NIODeadline.now() + deadline
    let answer = eventLoop.makePromise(of: Value.self)
    answer.futureResult.assumeIsolated().whenComplete { result in
      // The promise is only ever fulfilled with a value.
      if case .success(let value) = result { complete(value) }
    }
    pool.submit { [self] state in
      defer { waiting.subtract(1, ordering: .relaxed) }
      guard case .active = state else { return answer.succeed(failing(.failed(reason: "shutting down"))) }
      guard NIODeadline.now() < latest else { return answer.succeed(failing(.deadlineExceeded)) }
      answer.succeed(work())
    }
  }
}
