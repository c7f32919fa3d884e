import Foundation
import Hummingbird
package import Logging
import ServiceLifecycle

/// A small model server to try Evenkeel with: it speaks the APIs of OpenAI, Anthropic and Ollama, and says canned
/// sentences.
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
    let bind: BindAddress =
      switch address {
      case .unixSocket(let path): .unixDomainSocket(path: path)
      case .loopback(let port): .hostname("127.0.0.1", port: port)
      }
    // Without a date or server name that the proxy would have to pass on; the framework's own lines only when it warns.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      router: Self.router(), configuration: .init(address: bind),
      onServerRunning: { [onListening] channel in onListening(channel.localAddress?.port) }, logger: quiet)
    try await application.run()
  }

  private static func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/v1/models") { _, _ in try json(ModelList.openAI) }
    router.get("/api/tags") { _, _ in try json(ModelList.ollama) }
    serve(ChatCall.self, by: router)
    serve(CompletionCall.self, by: router)
    serve(ResponsesCall.self, by: router)
    serve(EmbeddingCall.self, by: router)
    serve(MessagesCall.self, by: router)
    serve(OllamaCall.self, by: router)
    return router
  }

  private static func serve<Call: DialectCall>(_ call: Call.Type, by router: Router<BasicRequestContext>) {
    router.post(RouterPath(Call.path)) { request, _ in
      do {
        return try response(to: try await read(Call.self, request))
      } catch let fault as CallFault {
        return try json(Call.dialect.error(fault), .badRequest)
      }
    }
  }

  private static func read<Call: DialectCall>(_ call: Call.Type, _ request: Request) async throws -> Call {
    let body = try await request.body.collect(upTo: StandInLimits.bodyBytes)
    do {
      return try JSONDecoder().decode(Call.self, from: Data(body.readableBytesView))
    } catch is DecodingError {
      throw CallFault("the body is not a \(Call.name)", code: "bad_json")
    }
  }

  private static func response(to call: some DialectCall) throws -> Response {
    switch try call.answer(.now()) {
    case .whole(let document):
      return try json(document)
    case .streamed(let form, let documents):
      return Response(
        status: .ok, headers: [.contentType: form.contentType, .cacheControl: "no-cache"],
        body: ResponseBody { writer in
          for document in documents {
            try await writer.write(ByteBuffer(string: try form.frame(document)))
          }
          if !form.ending.isEmpty { try await writer.write(ByteBuffer(string: form.ending)) }
          try await writer.finish(nil)
        })
    }
  }

  private static func json(_ document: JSONValue, _ status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: try document.json())))
  }
}
