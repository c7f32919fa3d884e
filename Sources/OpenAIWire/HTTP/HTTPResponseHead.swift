package import NIOCore

/// The head of an upstream's response.
package struct HTTPResponseHead: Sendable {
  /// 200...599: interim responses are not shown.
  package var status: Int
  package var fields: HTTPFields
  package var framing: HTTPBodyFraming
  /// Whether the connection can carry another request after this response.
  package var isKeptAlive: Bool

  /// Reads a whole head, from the version up to and with the empty line.
  ///
  /// - Parameters:
  ///   - head: the head's bytes.
  ///   - answersHead: whether the request was a HEAD, whose answers have no body.
  package init(parsing head: ByteBuffer, answersHead: Bool) throws(HTTPFault) {
    let bytes = head.readableBytesUInt8Span
    let name: StaticString = "HTTP/1."
    guard bytes.count >= 15 else { throw .malformed("a status line that is too short") }
    for index in 0..<7 where unsafe bytes[index] != name.utf8Start[index] { throw .unsupportedVersion }
    let minor = bytes[7]
    guard minor == UInt8(ascii: "1") || minor == UInt8(ascii: "0") else { throw .unsupportedVersion }
    guard bytes[8] == UInt8(ascii: " ") else { throw .malformed("a status line without a status") }
    status = 0
    for index in 9..<12 {
      guard bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") else {
        throw .malformed("a status that is not a number")
      }
      status = status * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    guard (100...599).contains(status) else { throw .malformed("a status outside 100 to 599") }
    var position = 12
    guard bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\r") else {
      throw .malformed("a status that is not three digits")
    }
    while position < bytes.count, HTTPFieldScanner.isFieldByte(bytes[position]) { position += 1 }
    try HTTPFieldScanner.endLine(in: bytes, at: &position)
    let isVersion11 = minor == UInt8(ascii: "1")
    fields = HTTPFields(bytes: head, fields: try HTTPFieldScanner.fields(in: bytes, from: position))
    let stated = try HTTPBodyFraming.read(fields, isVersion11: isVersion11)
    let hasNoBody = answersHead || status < 200 || status == 204 || status == 304
    framing = hasNoBody ? .none : stated ?? .untilClose
    var closes = framing == .untilClose
    var keepsAlive = isVersion11
    for field in fields.fields where field.name == .connection {
      if fields.value(of: field, mentions: "close") { closes = true }
      if fields.value(of: field, equals: "keep-alive") { keepsAlive = true }
    }
    isKeptAlive = keepsAlive && !closes
  }
}
