import Dispatch
import Foundation
package import Logging
package import Policy
import ServiceLifecycle
import Synchronization
package import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Keeps the policies those of their folders: looks at them, hears SIGHUP, and takes requests of operators.
///
/// One thread does all of it, one reload at a time, and gives way to the threads that serve and judge. A reload that is
/// outdated by a change in its folder gives up; requests that come meanwhile share the next one.
package final class PolicyReloadService: Service {
  /// How often a reload that somebody waits for is begun again when its folder changes meanwhile.
  private static let attempts = 5
  /// What this thread is nicer by than others.
  private static let niceness: Int32 = 10
  /// Bytes; musl would give so little that a classifier could not run.
  private static let stackSize = 8 << 20

  /// Faults that get a line each in the log.
  private static let loggedFaults = 20

  private struct Request {
    var trigger: ReloadTrigger
    /// Nil for a signal.
    var waiter: CheckedContinuation<[ReloadReport], Never>?
  }

  private struct State {
    var requests: [Request] = []
    var isStopped = false
    var nextPoll: ContinuousClock.Instant
    /// The thread is done.
    var hasEnded = false
    var ending: CheckedContinuation<Void, Never>?
  }

  private let reloaders: [PolicyReloader]
  private let interval: Duration?
  private let hangups: UnixSignalsSequence?
  private let logger: Logger
  private let state = Mutex(State(nextPoll: .now))
  private let wake = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - interval: how often the folders are looked at; nil for never.
  ///   - hangups: SIGHUPs, each of which reloads; nil leaves the signal alone, which ends the process.
  package init(reloaders: [PolicyReloader], interval: Duration?, hangups: UnixSignalsSequence?, logger: Logger) {
    self.reloaders = reloaders
    self.interval = interval
    self.hangups = hangups
    self.logger = logger
  }

  /// Reloads all folders, and says what came of each; nothing when the service ends.
  package func reload(_ trigger: ReloadTrigger) async -> [ReloadReport] {
    await withCheckedContinuation { waiter in
      if submit(Request(trigger: trigger, waiter: waiter)) { return }
      waiter.resume(returning: [])
    }
  }

  package func run() async throws {
    let thread = Thread { [self] in work() }
    thread.name = "policies"
    thread.stackSize = Self.stackSize
    thread.start()
    await withTaskCancellationOrGracefulShutdownHandler {
      if let hangups {
        for await _ in hangups.cancelOnGracefulShutdown() { _ = submit(Request(trigger: .signal)) }
      }
      await untilEnded()
    } onCancelOrGracefulShutdown: { [self] in
      state.withLock { $0.isStopped = true }
      wake.signal()
    }
  }

  /// - Returns: whether it will be answered.
  private func submit(_ request: Request) -> Bool {
    let isTaken = state.withLock { state in
      guard !state.isStopped else { return false }
      // Signals that come faster than reloads would pile up.
      let isKnown = request.waiter == nil && state.requests.contains { $0.waiter == nil }
      if !isKnown { state.requests.append(request) }
      return true
    }
    if isTaken { wake.signal() }
    return isTaken
  }

  private func untilEnded() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if !state.hasEnded { state.ending = continuation }
        return state.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  // MARK: On the thread

  private func work() {
    // Of this thread alone, on Linux. Where the system forbids it, reloads take an equal share.
    #if canImport(Glibc)
      _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, Self.niceness)
    #elseif canImport(Musl)
      _ = setpriority(PRIO_PROCESS, 0, Self.niceness)
    #endif
    for reloader in reloaders where reloader.role == .candidate { _ = reload(reloader, .start) }
    while true {
      if interval == nil { wake.wait() } else { _ = wake.wait(timeout: nextPoll()) }
      let (requests, isStopped) = state.withLock { state in
        defer { state.requests = [] }
        return (state.requests, state.isStopped)
      }
      if let first = requests.first {
        let reports = isStopped ? [] : reloaders.compactMap { reload($0, first.trigger) }
        for request in requests { request.waiter?.resume(returning: reports) }
      }
      if isStopped { break }
      if pollIsDue() { for reloader in reloaders where reloader.poll() { _ = reload(reloader, .watch) } }
    }
    let ending = state.withLock { state in
      state.hasEnded = true
      return state.ending
    }
    ending?.resume()
  }

  private func nextPoll() -> DispatchTime {
    let (seconds, attoseconds) = (state.withLock { $0.nextPoll } - .now).components
    return .now() + .nanoseconds(max(0, Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)))
  }

  /// Whether it is time to look at the folders; the next time is set.
  private func pollIsDue() -> Bool {
    guard let interval else { return false }
    return state.withLock { state in
      let now = ContinuousClock.now
      guard now >= state.nextPoll else { return false }
      state.nextPoll = now + interval
      return true
    }
  }

  /// - Returns: nil when there is nothing to say.
  private func reload(_ reloader: PolicyReloader, _ trigger: ReloadTrigger) -> ReloadReport? {
    for _ in 0..<Self.attempts {
      let ending = reloader.reload(trigger) { [self] in
        // Tests can take long: the folder is looked at meanwhile.
        if pollIsDue() { reloader.poll() }
        return !state.withLock { $0.isStopped }
      }
      switch ending {
      case .done(let report):
        log(report, folder: reloader.folder)
        return report
      case .nothing: return nil
      case .givenUp: if state.withLock({ $0.isStopped }) { return nil }
      }
    }
    // Whoever watches comes again.
    guard trigger != .watch else { return nil }
    let report = reloader.giveUp(trigger)
    log(report, folder: reloader.folder)
    return report
  }

  private func log(_ report: ReloadReport, folder: String) {
    let facts: Logger.Metadata = [
      "role": "\(report.role.rawValue)", "trigger": "\(report.trigger.rawValue)", "folder": "\(folder)",
      "revision": "\(report.revision ?? "none")",
    ]
    for warning in report.warnings { logger.warning("a policy file has a flaw", metadata: ["place": "\(warning)"]) }
    switch report.outcome {
    case .loaded: logger.notice("policies were loaded", metadata: facts)
    case .unchanged: logger.info("policies are unchanged", metadata: facts)
    case .failed:
      for fault in report.faults.prefix(Self.loggedFaults) {
        logger.error("a policy file is wrong", metadata: ["place": "\(fault)", "role": "\(report.role.rawValue)"])
      }
      logger.error(
        "policies were not loaded, and what ran before runs on",
        metadata: facts.merging(["faults": "\(report.faultCount)"]) { $1 })
    }
  }
}
