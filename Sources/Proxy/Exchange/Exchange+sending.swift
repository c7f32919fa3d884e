import NIOCore
import OpenAIWire
import Taxonomy

extension Exchange {
  /// Bodies up to this size are copied behind what waits, so that all goes out in one write.
  private static var joinedLimit: Int { 16 * 1024 }

  /// Sends a whole answer that the proxy made itself.
  ///
  /// - Parameter retryAfter: seconds, for the header of that name.
  func sendWhole(status: Int, body: ByteBuffer, contentType: StaticString, retryAfter: Int? = nil) {
    self.status = status
    sendHead(
      status: status, fields: nil, length: body.readableBytes, isChunked: false, contentType: contentType,
      retryAfter: retryAfter)
    sendBody(body)
    flush()
  }

  /// Sends the answer's head.
  ///
  /// - Parameters:
  ///   - fields: upstream's, of which those are passed on that concern the client; nil for the proxy's own answers.
  ///   - length: of the body; nil for none and for chunked bodies.
  ///   - contentType: of the proxy's own answers.
  ///   - retryAfter: seconds; of the proxy's own answers.
  func sendHead(
    status: Int, fields: HTTPFields?, length: Int?, isChunked: Bool, contentType: StaticString? = nil,
    retryAfter: Int? = nil
  ) {
    precondition(!hasSentHead, "a second head for one request")
    hasSentHead = true
    self.status = status
    // HTTP/1.0 knows no chunks: there the body ends with the connection.
    answerIsChunked = isChunked && head.isVersion11
    if isChunked, !head.isVersion11 { isKeptAlive = false }
    if loop.isDraining { isKeptAlive = false }
    // A local buffer: each change of a stored one would be checked for exclusive access at run time.
    var out = takeOutgoing()
    out.reserveCapacity(minimumWritableBytes: 1024 + min(length ?? 0, Self.joinedLimit))
    out.writeStatus(status)
    if let fields {
      let options = fields.connectionOptions
      for field in fields.fields where isPassedOn(field, of: fields, besides: options) {
        fields.write(field, into: &out)
      }
    }
    if let contentType {
      out.writeStaticString("content-type: ")
      out.writeStaticString(contentType)
      out.writeStaticString("\r\n")
    }
    if let retryAfter {
      out.writeStaticString("retry-after: ")
      out.writeDecimal(retryAfter)
      out.writeStaticString("\r\n")
    }
    if let length {
      out.writeStaticString("content-length: ")
      out.writeDecimal(length)
      out.writeStaticString("\r\n")
    } else if answerIsChunked {
      out.writeStaticString("transfer-encoding: chunked\r\n")
    }
    if !isKeptAlive { out.writeStaticString("connection: close\r\n") }
    writeDecision(into: &out)
    outgoing = out
  }

  private func isPassedOn(_ field: HTTPFields.Field, of fields: HTTPFields, besides options: [String]) -> Bool {
    switch field.name {
    case .contentLength, .evenkeel, .serverTiming: return false
    default: break
    }
    if field.name.isHopByHop { return false }
    return options.isEmpty || !options.contains(fields.lowercasedName(of: field))
  }

  /// Sends a piece of the body.
  func sendBody(_ bytes: ByteBuffer) {
    let count = bytes.readableBytes
    guard count > 0 else { return }
    sentBytes += count
    var out = takeOutgoing()
    if count <= Self.joinedLimit { out.reserveCapacity(minimumWritableBytes: count + 32) }
    if answerIsChunked {
      out.writeHexadecimal(count)
      out.writeStaticString("\r\n")
    }
    if count <= Self.joinedLimit {
      out.writeImmutableBuffer(bytes)
    } else {
      client.write(out)
      client.write(bytes)
      hasUnflushed = true
      out = ByteBuffer()
    }
    if answerIsChunked { out.writeStaticString("\r\n") }
    outgoing = out
  }

  /// The body is complete.
  func endBody() {
    if answerIsChunked { outgoing.writeStaticString("0\r\n\r\n") }
    flush()
  }

  /// Sends what waits.
  func flush() {
    guard outgoing.readableBytes > 0 || hasUnflushed else { return }
    hasUnflushed = false
    if outgoing.readableBytes > 0 { client.write(takeOutgoing()) }
    client.flush()
    if !client.isWritable { connection?.pause() }
  }

  private func takeOutgoing() -> ByteBuffer {
    defer { outgoing = ByteBuffer() }
    return outgoing
  }

  /// The headers that say what was decided, and how long it took, and the head's end.
  private func writeDecision(into out: inout ByteBuffer) {
    // An answer about another decision must not look like one of its own.
    guard endpoint != .feedback else {
      out.writeStaticString("\r\n")
      return
    }
    out.writeStaticString("x-evenkeel-decision: ")
    out.writeString(decisionID.description)
    out.writeStaticString("\r\nx-evenkeel-action: ")
    out.writeString(action.rawValue)
    out.writeImmutableBuffer(served.headerLine)
    if isAnnotated, let kind = moderator?.knownRefusal {
      out.writeString("x-evenkeel-refusal: \(kind.rawValue)\r\n")
    }
    if let word = retry.word { out.writeString("x-evenkeel-retry: \(word)\r\n") }
    let annotations = self.annotations
    if !annotations.isEmpty {
      out.writeString("x-evenkeel-annotations: \(annotations.joined(separator: ", "))\r\n")
    }
    out.writeStaticString("server-timing: judge-prompt;dur=")
    out.writeMilliseconds(times.promptJudging)
    out.writeStaticString(", judge-answer;dur=")
    out.writeMilliseconds(times.answerJudging)
    if let upstream = times.upstream(until: .now()) {
      out.writeStaticString(", upstream;dur=")
      out.writeMilliseconds(upstream)
    }
    out.writeStaticString("\r\n\r\n")
  }
}

extension ByteBuffer {
  /// Writes a time in milliseconds with three decimals.
  fileprivate mutating func writeMilliseconds(_ time: TimeAmount) {
    let microseconds = max(0, Int(time.microseconds))
    writeDecimal(microseconds / 1000)
    let rest = microseconds % 1000
    writeInteger(UInt8(ascii: "."))
    writeInteger(UInt8(48 + rest / 100))
    writeInteger(UInt8(48 + rest / 10 % 10))
    writeInteger(UInt8(48 + rest % 10))
  }

  /// Writes a status line.
  mutating func writeStatus(_ status: Int) {
    switch status {
    case 200: writeStaticString("HTTP/1.1 200 OK\r\n")
    default:
      writeStaticString("HTTP/1.1 ")
      writeDecimal(status)
      writeStaticString(" ")
      writeStaticString(Self.reason(status))
      writeStaticString("\r\n")
    }
  }

  private static func reason(_ status: Int) -> StaticString {
    switch status {
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}
