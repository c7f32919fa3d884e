import Foundation
import Hummingbird
package import Logging
import ServiceLifecycle

/// A small model server to try Evenkeel with: it speaks the OpenAI API and says canned sentences.
///
/// It is for demonstrations and tests, and asks for no key: listen on a Unix socket or on loopback only.
package struct StandInServer: Service {
  /// Where the stand-in listens.
  package enum Address: Sendable {
    case unixSocket(path: String)
    /// On 127.0.0.1; port 0 lets the system choose.
    case loopback(port: Int)
  }

  private let address: Address
  private let logger: Logger
  private let onListening: @Sendable (Int?) -> Void

  /// - Parameters:
  ///   - onListening: called once with the port, nil for a Unix socket.
  package init(
    address: Address, logger: Logger, onListening: @escaping @Sendable (Int?) -> Void = { _ in }
  ) {
    self.address = address
    self.logger = logger
    self.onListening = onListening
  }

  package func run() async throws {
    let router = Router()
    router.get("/v1/models") { _, _ in try Self.json(ModelList()) }
    router.post("/v1/chat/completions") { request, _ in try await Self.complete(request) }
    let bind: BindAddress =
      switch address {
      case .unixSocket(let path): .unixDomainSocket(path: path)
      case .loopback(let port): .hostname("127.0.0.1", port: port)
      }
    // Without a date or server name that the proxy would have to pass on; the framework's own lines only when it warns.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      router: router, configuration: .init(address: bind),
      onServerRunning: { [onListening] channel in onListening(channel.localAddress?.port) }, logger: quiet)
    try await application.run()
  }

  private static func complete(_ request: Request) async throws -> Response {
    let call: ChatCall
    do {
      let body = try await request.body.collect(upTo: StandInLimits.bodyBytes)
      call = try JSONDecoder().decode(ChatCall.self, from: Data(body.readableBytesView))
    } catch is DecodingError {
      return try json(StandInError("the body is not a chat completion request", code: "bad_json"), .badRequest)
    }
    guard (1...StandInLimits.choices).contains(call.n ?? 1) else {
      return try json(StandInError("`n` has to be in 1...\(StandInLimits.choices)", code: "bad_n"), .badRequest)
    }
    let answer = ChatAnswer(
      to: call, id: "chatcmpl-\(UUID().uuidString)", created: Int(Date().timeIntervalSince1970))
    guard call.stream == true else { return try json(answer.whole) }
    let chunks = answer.chunks(includesUsage: call.streamOptions?.includeUsage == true)
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-cache"],
      body: ResponseBody { writer in
        for chunk in chunks {
          try await writer.write(ByteBuffer(string: "data: \(try text(chunk))\n\n"))
        }
        try await writer.write(ByteBuffer(string: "data: [DONE]\n\n"))
        try await writer.finish(nil)
      })
  }

  private static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: try text(value))))
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
