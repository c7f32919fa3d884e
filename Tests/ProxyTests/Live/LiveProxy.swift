import FakeUpstream
import Logging
import Proxy
import RefusalLog
import ServiceLifecycle

/// A whole proxy in this process between a fake upstream and raw clients.
struct LiveProxy {
  let upstream: FakeUpstream
  let classifier: ScriptedClassifier
  let location: SocketLocation
  let server: ProxyServer
  let services: ServiceGroup

  /// Why a proxy did not come up.
  struct NotListening: Error {}

  /// Starts everything, runs `body`, shuts down in order, and tells what is left.
  @discardableResult
  static func run(
    _ setup: LiveSetup = LiveSetup(), upstream given: FakeUpstream? = nil,
    _ body: (LiveProxy) async throws -> Void
  ) async throws -> Aftermath {
    let upstream: FakeUpstream
    if let given { upstream = given } else { upstream = try await FakeUpstream.start() }
    let folder = try TemporaryFolder()
    let store = try RefusalStore(folder: folder.path, configuration: setup.store)
    let logger = Logger(label: "live") { _ in SwiftLogNoOpLogHandler() }
    let writer = RecordWriter(
      storage: setup.storage?(store) ?? store, limits: RecordLimits(), drainLimit: .seconds(2), logger: logger)
    let classifier = setup.classifier ?? ScriptedClassifier(inlineByteLimit: setup.inlineByteLimit)
    let (listening, continuation) = AsyncStream.makeStream(of: SocketLocation.self)
    let server = try ProxyServer(
      configuration: try configuration(setup, upstream: upstream), policies: try setup.policies(),
      classifier: classifier, records: writer, feedback: setup.feedback, userKeys: setup.userKeys,
      keyring: setup.keyring,
      logger: logger, accessLogDescriptor: setup.accessLogDescriptor
    ) { continuation.yield($0) }
    let services = ServiceGroup(services: [writer, server], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { continuation.finish() }
        try await services.run()
      }
      guard let location = await listening.first(where: { _ in true }) else {
        try await group.waitForAll()
        throw NotListening()
      }
      classifier.forget()
      let proxy = LiveProxy(
        upstream: upstream, classifier: classifier, location: location, server: server, services: services)
      let outcome: Result<Void, any Error>
      do { outcome = .success(try await body(proxy)) } catch { outcome = .failure(error) }
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
      try outcome.get()
    }
    try await upstream.stop()
    return Aftermath(
      metrics: server.metricsText(), records: try store.list(limit: 1000), stats: try store.stats(),
      counters: writer.counters)
  }

  private static func configuration(_ setup: LiveSetup, upstream: FakeUpstream) throws -> ProxyConfiguration {
    let place = FakeUpstreamPlace(port: upstream.port, unixSocketPath: upstream.unixSocketPath)
    let address = try setup.upstreamAddress?(place) ?? UpstreamAddress.parse("http://127.0.0.1:\(upstream.port)")
    var configuration = ProxyConfiguration(listen: .network(host: "127.0.0.1", port: 0), upstream: address)
    configuration.policyName = "live"
    configuration.accessLog = .off
    // A test that fails must not wait for its own open streams.
    configuration.timeouts.drain = .milliseconds(500)
    setup.configure(&configuration)
    return configuration
  }

  /// A new client connection.
  func connect(_ options: RawClient.Options = RawClient.Options()) async throws -> RawClient {
    try await RawClient.connect(to: location, options)
  }

  /// One request on a connection of its own.
  func ask(_ request: String) async throws -> WireResponse {
    let client = try await connect()
    defer { client.close() }
    return try await client.ask(request)
  }
}
