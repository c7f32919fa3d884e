import Foundation
package import Hummingbird
package import Logging
import ServiceLifecycle

/// The operators' port: `/healthz`, `/readyz`, `/metrics` and `/policies`, which have no login and show no prompt text;
/// and below `/console`, with a login, the console.
package struct OperatorsService: Service {
  /// Connections at once; a monitor needs one or two.
  private static let connections = 256

  private let address: OperatorsAddress
  private let sources: OperatorsSources
  private let console: ConsoleSite?
  private let logger: Logger
  private let onListening: @Sendable (Int?) -> Void
  private let probe: UpstreamProbe
  private let process = ProcessMetrics()

  /// - Parameters:
  ///   - console: nil for a port without one.
  ///   - onListening: called once with the port, nil for a Unix socket.
  package init(
    address: OperatorsAddress, sources: OperatorsSources, console: ConsoleSite? = nil, logger: Logger,
    onListening: @escaping @Sendable (Int?) -> Void = { _ in }
  ) {
    self.address = address
    self.sources = sources
    self.console = console
    self.logger = logger
    self.onListening = onListening
    probe = UpstreamProbe(ask: sources.upstream)
  }

  package func run() async throws {
    let bind: BindAddress =
      switch address {
      case .network(let host, let port): .hostname(host, port: port)
      case .unixSocket(let path): .unixDomainSocket(path: path)
      }
    if case .unixSocket(let path) = address { try Self.removeSocket(path) }
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      router: router(), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
      configuration: .init(
        address: bind, availableConnectionsDelegate: .maximum(Self.connections, logger: quiet)),
      onServerRunning: { channel in onListening(channel.localAddress?.port) }, logger: quiet)
    do {
      try await application.run()
    } catch let error where !(error is CancellationError) {
      throw OperatorsFailure(address: address, reason: "\(error)")
    }
  }

  /// Every route of the port.
  package func router() -> Router<OperatorsContext> {
    let router = Router(context: OperatorsContext.self, options: .autoGenerateHeadEndpoints)
    // Alive means that this answers: a broken model server is no reason to restart this process.
    router.get("/healthz") { _, _ in Self.response("{\"status\":\"alive\"}", type: "application/json") }
    router.get("/readyz") { _, _ in try await readiness() }
    router.get("/metrics") { _, _ in
      Self.response(metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
    }
    router.get("/policies") { _, _ in
      Self.response(try PoliciesPage(sources.policies()).json(), type: "application/json")
    }
    router.post("/policies/reload") { request, _ in try await reload(request) }
    for method: HTTPRequest.Method in [.get, .head, .put, .patch, .delete] {
      router.on("/policies/reload", method: method) { _, _ in
        Response(status: .methodNotAllowed, headers: [.allow: "POST"])
      }
    }
    console?.add(to: router)
    return router
  }

  private func readiness() async throws -> Response {
    let report = Readiness(
      classifier: sources.classifier, isWarm: sources.isWarm(), policy: sources.policy(),
      policies: sources.policies(), records: sources.records(), recordCapacity: sources.recordCapacity,
      upstream: await probe.health())
    return Self.response(
      try report.json(), type: "application/json", status: report.status == .unready ? .serviceUnavailable : .ok)
  }

  private func reload(_ request: Request) async throws -> Response {
    // A page in an operator's browser could send this, too, and always names its origin.
    guard request.headers[.origin] == nil else {
      return Self.response(
        "{\"error\":\"not for web pages\"}", type: "application/json", status: .forbidden)
    }
    let reports = await sources.reload()
    let page = ReloadPage(reports)
    return Self.response(try page.json(), type: "application/json", status: page.status)
  }

  private func metrics() -> String {
    var own = MetricsText()
    own.writeInfo(policy: sources.policy(), classifier: sources.classifier)
    own.write(sources.policies())
    own.write(sources.records(), capacity: sources.recordCapacity)
    process.write(to: &own)
    return own.text + sources.dataPlaneMetrics()
  }

  /// A process that was killed leaves its socket behind, and binding would fail. What is no socket stays.
  private static func removeSocket(_ path: String) throws {
    let files = FileManager.default
    guard files.fileExists(atPath: path) else { return }
    guard try files.attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeSocket else { return }
    try files.removeItem(atPath: path)
  }

  private static func response(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
