import NIOCore

/// Cuts requests out of a connection's bytes; it knows as much HTTP/1.1 as a benchmark sends.
struct RequestReader {
  /// What a request asks for.
  enum Request: Equatable {
    case whole
    case stream
    case models
    case openStreams
    /// From now on streams are the long one, with this time between two chunks.
    case longStreams(pauseMilliseconds: Int)
    /// Cannot be answered; the connection closes after this status line.
    case refused(status: String)
  }

  /// One request and whether its connection stays open.
  struct Parsed: Equatable {
    var request: Request
    var keepsAlive: Bool
  }

  /// Bytes of a head or a body beyond which a request is refused.
  private static let limit = 1 << 20

  /// Takes one whole request off the front; nil until its last byte is there.
  static func next(in buffer: inout ByteBuffer) -> Parsed? {
    let (length, parsed) = read(buffer.readableBytesUInt8Span)
    buffer.moveReaderIndex(forwardBy: length)
    return parsed
  }

  /// The first request and its length in bytes, head included.
  private static func read(_ bytes: Span<UInt8>) -> (length: Int, parsed: Parsed?) {
    guard let headEnd = offset(of: "\r\n\r\n", in: bytes) else {
      return bytes.count > limit ? (bytes.count, refusal("431 Request Header Fields Too Large")) : (0, nil)
    }
    let head = bytes.extracting(..<headEnd)
    guard let framing = Framing(head: head), (0...limit).contains(framing.length) else {
      return (bytes.count, refusal("411 Length Required"))
    }
    let total = headEnd + 4 + framing.length
    guard bytes.count >= total else { return (0, nil) }
    let request = request(head: head, body: bytes.extracting((headEnd + 4)..<total))
    return (total, Parsed(request: request, keepsAlive: framing.keepsAlive))
  }

  private static func refusal(_ status: String) -> Parsed {
    Parsed(request: .refused(status: status), keepsAlive: false)
  }

  private static func request(head: Span<UInt8>, body: Span<UInt8>) -> Request {
    if has("POST /v1/chat/completions ", in: head, at: 0) { return streams(body) ? .stream : .whole }
    if has("GET /v1/models ", in: head, at: 0) { return .models }
    if has("GET /bench/open-streams ", in: head, at: 0) { return .openStreams }
    if let pause = number(after: "GET /bench/long-streams?pause_ms=", in: head) {
      return .longStreams(pauseMilliseconds: pause)
    }
    return .refused(status: "404 Not Found")
  }

  /// Whether the body says `"stream": true`, found by its colons, of which a request has few.
  private static func streams(_ body: Span<UInt8>) -> Bool {
    let key: StaticString = "\"stream\""
    for index in body.indices where body[index] == UInt8(ascii: ":") {
      let start = index - key.utf8CodeUnitCount
      if start >= 0, has(key, in: body, at: start) {
        return has("true", in: body, at: index + 1) || has(" true", in: body, at: index + 1)
      }
    }
    return false
  }

  /// What a head says of its body's length and of the connection.
  private struct Framing {
    var length = 0
    var keepsAlive = true

    /// Nil when the body's length is not told by a valid `content-length`.
    init?(head: Span<UInt8>) {
      var line = offset(of: "\r\n", in: head).map { $0 + 2 } ?? head.count
      while line < head.count {
        let rest = head.extracting(line...)
        let header = rest.extracting(..<(offset(of: "\r\n", in: rest) ?? rest.count))
        if has("content-length:", in: header, at: 0, ignoringCase: true) {
          guard let number = Int(value(of: header, after: 15)) else { return nil }
          length = number
        } else if has("transfer-encoding:", in: header, at: 0, ignoringCase: true) {
          return nil
        } else if has("connection:", in: header, at: 0, ignoringCase: true) {
          keepsAlive = value(of: header, after: 11).lowercased() != "close"
        }
        line += header.count + 2
      }
    }

    private func value(of header: Span<UInt8>, after name: Int) -> String {
      var text = ""
      for index in name..<header.count where header[index] != UInt8(ascii: " ") {
        text.unicodeScalars.append(Unicode.Scalar(header[index]))
      }
      return text
    }
  }
}

/// The decimal number, of six digits at most, between `prefix`, with which `bytes` begins, and a blank.
private func number(after prefix: StaticString, in bytes: Span<UInt8>) -> Int? {
  guard has(prefix, in: bytes, at: 0) else { return nil }
  var number = 0
  let first = prefix.utf8CodeUnitCount
  for index in first..<bytes.count {
    let byte = bytes[index]
    if byte == UInt8(ascii: " ") { return index > first ? number : nil }
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), index - first < 6 else { return nil }
    number = number * 10 + Int(byte - UInt8(ascii: "0"))
  }
  return nil
}

/// The offset at which `needle` is first found.
private func offset(of needle: StaticString, in bytes: Span<UInt8>) -> Int? {
  for index in bytes.indices where has(needle, in: bytes, at: index) { return index }
  return nil
}

/// Whether `bytes` carries `text` at `start`; without regard to case, `text` must be in lower case.
@inline(__always)
private func has(_ text: StaticString, in bytes: Span<UInt8>, at start: Int, ignoringCase: Bool = false) -> Bool {
  let count = text.utf8CodeUnitCount
  guard start + count <= bytes.count else { return false }
  for index in 0..<count {
    var byte = bytes[start + index]
    if ignoringCase, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) { byte |= 0x20 }
    // The index is below the string's length.
    guard unsafe byte == text.utf8Start[index] else { return false }
  }
  return true
}
