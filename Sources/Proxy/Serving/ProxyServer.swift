package import Classifiers
package import Logging
import NIOCore
import NIOPosix
import NIOSSL
package import Policy
package import RefusalLog
import ServiceLifecycle
import Synchronization

/// The data plane as a service: listens, serves, and drains at a graceful shutdown.
package final class ProxyServer: Service {
  private let shared: ProxyShared
  private let keyring: APIKeyring?
  private let logger: Logger
  private let onListening: @Sendable (SocketLocation) -> Void
  private let prober: UpstreamProber
  private let warm = Atomic(false)

  /// - Parameters:
  ///   - policies: the revisions that run; what is swapped in there is served from the next request on.
  ///   - feedback: takes what apps say of decisions; nil answers 503.
  ///   - userKeys: nil leaves records without pseudonyms of users.
  ///   - keyring: nil lets everybody in, which only a socket of this machine's own may.
  ///   - accessLogDescriptor: where the access log goes instead of where the configuration says; not closed at the end.
  ///   - onListening: told the bound address, once.
  package init(
    configuration: ProxyConfiguration, policies: PolicyRevisions, classifier: any HarmClassifier,
    records: RecordWriter, feedback: FeedbackTaking? = nil, userKeys: UserKeyMaker? = nil, keyring: APIKeyring?,
    logger: Logger, accessLogDescriptor: Int32? = nil,
    onListening: @escaping @Sendable (SocketLocation) -> Void
  ) throws {
    guard policies.policyName == configuration.policyName else {
      throw ConfigurationFault(
        value: configuration.policyName,
        problem: "the policies were loaded for another one, `\(policies.policyName)`")
    }
    guard keyring != nil || configuration.listen.isLocal else {
      throw ConfigurationFault(
        value: configuration.listen.description,
        problem: "without a keys file only a loopback address or a Unix socket may be listened on")
    }
    self.keyring = keyring
    self.logger = logger
    self.onListening = onListening
    shared = try ProxyShared(
      configuration: configuration, revisions: policies,
      scheduler: ClassifierScheduler(
        classifier: classifier, threads: configuration.judgingThreads, queueLimit: configuration.limits.judgingQueue,
        byteLimit: configuration.limits.judgingBytes, deadline: configuration.timeouts.judging,
        cacheEntries: configuration.limits.classifierCacheEntries),
      records: records, feedback: feedback, userKeys: userKeys, keyring: keyring,
      accessLog: AccessLog(configuration.accessLog, descriptor: accessLogDescriptor))
    prober = UpstreamProber(shared: shared)
  }

  /// Prometheus text of the data plane.
  package func metricsText() -> String {
    shared.metrics.text(
      judging: shared.scheduler.load, accessLogDropped: shared.accessLog.droppedBytes,
      recordTextsDropped: shared.recordDesk.textsDropped)
  }

  /// Whether upstream answers just now; asks it, on a connection of its own.
  package func upstreamStatus() async -> UpstreamStatus { await prober.status() }

  /// Whether the classifier was warmed up: nothing is listened on before.
  package var isWarm: Bool { warm.load(ordering: .relaxed) }

  package func run() async throws {
    do {
      try await shared.scheduler.warmUp()
    } catch {
      shared.scheduler.shutDown()
      await shared.accessLog.shutDown()
      throw error
    }
    warm.store(true, ordering: .relaxed)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: shared.configuration.threads)
    var loops: [(any EventLoop, NIOLoopBound<ProxyLoop>)] = []
    for eventLoop in group.makeIterator() {
      let shared = shared
      loops.append((eventLoop, try await eventLoop.submit { Self.start(on: eventLoop, shared: shared) }.get()))
    }
    let byLoop = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.0), $0.1) })
    let listener: any Channel
    do {
      listener = try await ServerPipeline.bind(shared: shared, group: group) { byLoop[ObjectIdentifier($0)] }
    } catch {
      try await stop(group)
      throw ConfigurationFault(
        value: shared.configuration.listen.description, problem: "cannot be listened on: \(error)")
    }
    onListening(shared.configuration.listen.bound(to: listener.localAddress))
    // Cancelled when another service has failed: answers that are under way are worth the same draining.
    await withTaskCancellationOrGracefulShutdownHandler {
      do { try await listener.closeFuture.get() } catch {
        logger.error("the listening socket failed", metadata: ["error": "\(error)"])
      }
    } onCancelOrGracefulShutdown: {
      listener.close(promise: nil)
    }
    await drain(loops.map(\.1))
    for (eventLoop, loop) in loops { try await eventLoop.submit { loop.value.shutDown() }.get() }
    try await stop(group)
  }

  private static func start(on eventLoop: any EventLoop, shared: ProxyShared) -> NIOLoopBound<ProxyLoop> {
    let bound = NIOLoopBound(ProxyLoop(eventLoop: eventLoop, shared: shared), eventLoop: eventLoop)
    eventLoop.scheduleRepeatedTask(
      initialDelay: ProxyLoop.tickInterval, delay: ProxyLoop.tickInterval
    ) { _ in
      bound.value.tick(now: .now())
    }
    return bound
  }

  /// Waits until every running answer has ended, at most `timeouts.drain`.
  private func drain(_ loops: [NIOLoopBound<ProxyLoop>]) async {
    let drained = loops.map { loop in loop.eventLoop.flatSubmit { loop.value.drain() } }
    guard let first = loops.first else { return }
    let isDone = first.eventLoop.makePromise(of: Bool.self)
    let limit = first.eventLoop.scheduleTask(in: TimeAmount(shared.configuration.timeouts.drain)) {
      isDone.succeed(false)
    }
    EventLoopFuture.andAllComplete(drained, on: first.eventLoop).whenComplete { _ in isDone.succeed(true) }
    let drainedInTime = (try? await isDone.futureResult.get()) ?? false
    limit.cancel()
    if !drainedInTime { logger.warning("answers were cut off since the time for draining was over") }
  }

  private func stop(_ group: MultiThreadedEventLoopGroup) async throws {
    shared.scheduler.shutDown()
    await shared.recordDesk.drain()
    await shared.accessLog.shutDown()
    try await group.shutdownGracefully()
  }
}
