/// Responses as model servers write them.
enum UpstreamText {
  static let streamHead = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
  static let lastChunk = "0\r\n\r\n"

  static func chunk(_ text: String) -> String { "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n" }

  /// A response of known length.
  static func response(
    _ body: String, status: String = "200 OK", type: String = "application/json", fields: String = ""
  ) -> String {
    "HTTP/1.1 \(status)\r\ncontent-type: \(type)\r\n\(fields)content-length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  /// A whole answer, one choice a text.
  static func whole(_ texts: String...) -> String { response(StreamScript.whole(texts)) }

  /// A streamed answer, an event a chunk.
  static func stream(_ pieces: [String], usage: Bool = false) -> String {
    let events = StreamScript.stream(pieces, usage: usage).split(separator: "\n\n").map { chunk("\($0)\n\n") }
    return streamHead + events.joined() + lastChunk
  }
}
