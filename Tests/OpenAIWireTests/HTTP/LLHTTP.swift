import NIOCore
import NIOEmbedded
import NIOHTTP1

/// llhttp, as NIOHTTP1 drives it: the reader that ours is held against.
final class LLHTTP {
  enum Kind {
    case requests
    case responses(answersHead: Bool)
  }

  private let channel: EmbeddedChannel
  private let kind: Kind
  private(set) var messages: [SeenMessage] = []
  private var open: SeenMessage?
  private(set) var hasFailed = false

  init(_ kind: Kind) {
    self.kind = kind
    switch kind {
    case .requests: channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
    case .responses: channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPResponseDecoder()))
    }
  }

  deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

  /// Tells a response reader of the request that the next response answers.
  func expectResponse() throws {
    guard case .responses(let answersHead) = kind else { return }
    let head = HTTPRequestHead(version: .http1_1, method: answersHead ? .HEAD : .GET, uri: "/")
    try channel.writeOutbound(HTTPClientRequestPart.head(head))
  }

  func feed(_ bytes: ArraySlice<UInt8>) {
    guard !hasFailed, !bytes.isEmpty else { return }
    do { try channel.writeInbound(ByteBuffer(bytes: bytes)) } catch { hasFailed = true }
    take()
  }

  /// The connection ends, which ends some responses.
  func close() {
    do { _ = try channel.finish(acceptAlreadyClosed: true) } catch { hasFailed = true }
    take()
  }

  private func take() {
    switch kind {
    case .requests:
      while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
        switch part {
        case .head(let head): open = seen("\(head.method.rawValue) \(head.uri)", head.headers)
        case .body(let bytes): open?.body += bytes.readableBytesView
        case .end: end()
        }
      }
    case .responses:
      while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
        switch part {
        case .head(let head): open = seen(String(head.status.code), head.headers)
        case .body(let bytes): open?.body += bytes.readableBytesView
        case .end: end()
        }
      }
    }
  }

  private func end() {
    if let open { messages.append(open) }
    open = nil
  }

  /// llhttp leaves the blanks after a value in place.
  private func seen(_ start: String, _ headers: HTTPHeaders) -> SeenMessage {
    let fields = headers.map { header in
      var value = Substring(header.value).utf8
      while value.last == UInt8(ascii: " ") || value.last == UInt8(ascii: "\t") { value.removeLast() }
      return SeenMessage.Field(name: header.name, value: String(Substring(value)))
    }
    return SeenMessage(start: start, fields: fields)
  }
}
