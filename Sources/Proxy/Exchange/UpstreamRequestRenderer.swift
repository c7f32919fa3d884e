import NIOCore
import OpenAIWire

/// Writes requests for upstream: the client's, without what concerns only its own connection or is its secret.
struct UpstreamRequestRenderer: Sendable {
  /// Bodies up to this size are copied behind the head, so that both go out in one write.
  private static let joinedBodyLimit = 16 * 1024

  private let basePath: String
  /// `host` and `authorization` lines, the same for every request.
  private let ownLines: String

  init(_ configuration: ProxyConfiguration) {
    basePath = configuration.upstream.basePath
    var lines = "host: \(configuration.upstream.authority)\r\n"
    if let key = configuration.upstreamKey { lines += "authorization: Bearer \(key)\r\n" }
    ownLines = lines
  }

  /// - Returns: the head with a small body, and the body by itself when it is large.
  func render(_ request: PermittedRequest) -> (ByteBuffer, ByteBuffer?) {
    let head = request.head
    let isJoined = request.body.readableBytes <= Self.joinedBodyLimit
    var out = ByteBufferAllocator().buffer(
      capacity: head.fields.bytes.readableBytes + ownLines.utf8.count + 64
        + (isJoined ? request.body.readableBytes : 0))
    out.writeString(head.method.rawValue)
    out.writeStaticString(" ")
    out.writeString(basePath)
    out.writeBytes(head.targetBytes)
    out.writeStaticString(" HTTP/1.1\r\n")
    out.writeString(ownLines)
    let connectionOptions = head.fields.connectionOptions
    for field in head.fields.fields where isForwarded(field, of: head.fields, besides: connectionOptions) {
      head.fields.write(field, into: &out)
    }
    if head.method != .get || request.body.readableBytes > 0 {
      out.writeStaticString("content-length: ")
      out.writeDecimal(request.body.readableBytes)
      out.writeStaticString("\r\n")
    }
    out.writeStaticString("\r\n")
    guard isJoined else { return (out, request.body) }
    out.writeImmutableBuffer(request.body)
    return (out, nil)
  }

  /// The question whether upstream is there.
  func probe() -> ByteBuffer { ByteBuffer(string: "GET \(basePath)/v1/models HTTP/1.1\r\n\(ownLines)\r\n") }

  private func isForwarded(
    _ field: HTTPFields.Field, of fields: HTTPFields, besides connectionOptions: [String]
  ) -> Bool {
    switch field.name {
    // Answers must come in plain, to be judged; the others are the proxy's own to say.
    case .host, .contentLength, .expect, .acceptEncoding, .evenkeel: return false
    default: break
    }
    if field.name.isHopByHop || field.name.isCredential || field.hasUnderscore { return false }
    return connectionOptions.isEmpty || !connectionOptions.contains(fields.lowercasedName(of: field))
  }
}
