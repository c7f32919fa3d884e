import Classifiers
import Console
import Foundation
import Logging
import Policy
import Proxy
import RefusalLog
import ServiceLifecycle
import StandIn
import Taxonomy
import UnixSignals

/// The whole program while it serves: every long-lived part, in the order in which they depend on each other.
struct Serving {
  let settings: ServeSettings
  let parts: ServingParts
  let logger: Logger
  /// The model server of a demonstration; nil in earnest.
  var standIn: StandInServer?
  /// Tokens for the console of this run alone, beside those of the file.
  var ownTokens = ConsoleTokens()
  /// Called once, when both ports listen.
  var onListening: @Sendable (_ clients: SocketLocation, _ operators: SocketLocation) -> Void = { _, _ in }

  /// Serves until SIGTERM or SIGINT, then drains.
  func run() async throws {
    let started = logger
    let reference = Self.reference(in: parts.revisions)
    let places = ListeningPlaces(announce: onListening)
    let proxy = try ProxyServer(
      configuration: parts.configuration, policies: parts.revisions, classifier: parts.classifier,
      records: parts.records,
      feedback: FeedbackWriting.taking(after: parts.records) { [store = parts.store] feedback throws(RefusalLogError) in
        try store.give(feedback)
      }, userKeys: parts.userKeys, keyring: parts.keyring, logger: logger,
      onListening: { location in
        started.info("clients can connect", metadata: ["address": "\(location)"])
        places.clientsCanConnect(at: location)
      })
    // Shut down in reverse: first the proxy drains, whose exchanges need everything above it; then the model server
    // and the operators' port, which shows the draining; last the refusal log, which writes what the others left.
    let reloads = PolicyReloadService(
      reloaders: parts.reloaders, interval: settings.policyPoll == .zero ? nil : settings.policyPoll,
      // A demonstration ends with its terminal, which says so by SIGHUP.
      hangups: standIn == nil ? await UnixSignalsSequence(trapping: .sighup) : nil, logger: logger)
    var services: [(service: any Service, name: String)] = [
      (parts.records, "refusal log"), (reloads, "policies"), (retention, "retention"),
      (GroupingService(store: parts.store, logger: logger), "grouping"),
      (operators(of: proxy, reloads: reloads, places: places), "operators' port"),
    ]
    if let standIn { services.append((standIn, "stand-in model")) }
    services.append((proxy, "proxy"))
    // One that ends or fails takes the others with it, in order too: records must not be lost to a failed port.
    var configuration = ServiceGroupConfiguration(
      services: services.map {
        .init(
          service: $0.service, successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .gracefullyShutdownGroup, serviceName: $0.name)
      }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // The parts keep their own limits; this one ends what keeps none.
    configuration.maximumGracefulShutdownDuration = settings.timeouts.drain + .seconds(20)
    logger.info(
      "starting",
      metadata: [
        "version": "\(EvenkeelVersion.current)", "upstream": "\(parts.configuration.upstream)",
        "policy": "\(reference)", "classifier": "\(parts.classifier.identity)",
        "keys": "\(parts.keyring?.entries.count ?? 0)", "data": "\(settings.data)",
      ])
    try await ServiceGroup(configuration: configuration).run()
    logger.info("stopped")
  }

  private var retention: RetentionService {
    let log = settings.logPlace
    return RetentionService(
      revisions: parts.revisions, logger: logger, now: { Int64(Date().timeIntervalSince1970 * 1_000) },
      // On a connection of its own: one that overwrites what it deletes is slower at everything else.
      purge: { try RefusalStore.changing(log).purge($0) },
      purgeFeedback: { try RefusalStore.changing(log).purgeFeedbackWithoutRecord(before: $0) })
  }

  private static func reference(in revisions: PolicyRevisions) -> PolicyReference {
    let active = revisions.current.active
    return PolicyReference(name: revisions.fallback(in: active), revision: active.revision)
  }

  private func operators(
    of proxy: ProxyServer, reloads: PolicyReloadService, places: ListeningPlaces
  ) -> OperatorsService {
    let revisions = parts.revisions
    let records = parts.records
    let address: OperatorsAddress =
      switch settings.operatorsListen {
      case .network(let host, let port): .network(host: host, port: port)
      case .unixSocket(let path): .unixSocket(path: path)
      }
    let sources = OperatorsSources(
      classifier: parts.classifier.identity, isWarm: { proxy.isWarm }, policy: { Self.reference(in: revisions) },
      policies: { revisions.statuses }, reload: { await reloads.reload(.request) }, records: { records.counters },
      recordCapacity: RecordLimits().records,
      upstream: {
        switch await proxy.upstreamStatus() {
        case .reachable: .reachable
        case .unreachable(let reason): .unreachable(reason: reason)
        }
      },
      dataPlaneMetrics: { proxy.metricsText() })
    let logger = logger
    let operatorsListen = settings.operatorsListen
    return OperatorsService(
      address: address, sources: sources, console: console(reloads: reloads), logger: logger,
      onListening: { port in
        let place: SocketLocation =
          if case .network(let host, _) = operatorsListen, let port { .network(host: host, port: port) } else {
            operatorsListen
          }
        logger.info("operators can connect", metadata: ["address": "\(place)"])
        places.operatorsCanConnect(at: place)
      })
  }
}
