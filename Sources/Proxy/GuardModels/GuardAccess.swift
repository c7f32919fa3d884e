import NIOCore
import NIOSSL
import OpenAIWire
import Policy

/// How guard models are reached: what all event loops share, and nothing of it changes.
struct GuardAccess: Sendable {
  /// The header line that shows the key; empty without one.
  private let authorization: String
  /// Whoever serves a guard model by TLS must have a certificate for its name: what it answers lets texts pass.
  private let tls: Result<NIOSSLContext, GuardFailure>
  let connectTimeout: Duration
  let idleTimeout: Duration
  let headLimit: Int
  /// Bytes of an answer. A verdict has a hundred, and what servers put around it some thousands.
  let answerLimit = 64 * 1024
  /// Bytes of the texts of one question.
  let textLimit: Int
  /// Requests under way to one guard model at once, on one event loop.
  let callLimit: Int
  /// Requests that wait for one of those, on one event loop.
  let waitingLimit: Int

  init(_ configuration: ProxyConfiguration) throws {
    authorization = configuration.guardKey.map { "authorization: Bearer \($0)\r\n" } ?? ""
    if let file = configuration.guardAuthorities {
      tls = .success(try Self.context(trusting: .file(file)))
    } else {
      // A machine without the system's authorities can still ask guard models without TLS.
      do { tls = .success(try Self.context(trusting: .default)) } catch { tls = .failure(.misconfigured) }
    }
    connectTimeout = configuration.timeouts.connect
    idleTimeout = configuration.timeouts.upstreamIdle
    headLimit = configuration.limits.headBytes
    textLimit = configuration.limits.guardTextBytes
    callLimit = max(1, configuration.limits.guardRequests / configuration.threads)
    waitingLimit = max(1, configuration.limits.guardWaiting / configuration.threads)
  }

  /// Questions that one request may ask at a time: a part of what there is room for, or one request could keep all
  /// others out.
  var questionShare: Int { max(1, (callLimit + waitingLimit) / 4) }

  private static func context(trusting roots: NIOSSLTrustRoots) throws -> NIOSSLContext {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.applicationProtocols = ["http/1.1"]
    tls.trustRoots = roots
    return try NIOSSLContext(configuration: tls)
  }

  /// The way to a guard model's server.
  func connector(to address: UpstreamAddress, on eventLoop: any EventLoop) throws(GuardFailure) -> UpstreamConnector {
    UpstreamConnector(
      eventLoop: eventLoop, address: address, timeout: connectTimeout, tls: address.usesTLS ? try tls.get() : nil)
  }

  /// A whole request. Nothing of the client's goes along but the texts in the body.
  func request(_ body: ByteBuffer, to address: UpstreamAddress) -> ByteBuffer {
    var out = ByteBuffer()
    out.reserveCapacity(body.readableBytes + 512)
    out.writeString("POST \(address.basePath)/v1/chat/completions HTTP/1.1\r\nhost: \(address.authority)\r\n")
    out.writeString(authorization)
    out.writeStaticString("content-type: application/json\r\naccept: application/json\r\ncontent-length: ")
    out.writeDecimal(body.readableBytes)
    out.writeStaticString("\r\n\r\n")
    out.writeImmutableBuffer(body)
    return out
  }
}
