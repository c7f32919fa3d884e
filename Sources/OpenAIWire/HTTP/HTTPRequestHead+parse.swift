package import NIOCore

extension HTTPRequestHead {
  /// Reads a whole head, from the method up to and with the empty line.
  package init(parsing head: ByteBuffer) throws(HTTPFault) {
    let bytes = head.readableBytesUInt8Span
    var position = 0
    while position < bytes.count, HTTPFieldScanner.isToken(bytes[position]) { position += 1 }
    guard position > 0, position < bytes.count, bytes[position] == UInt8(ascii: " ") else {
      throw .malformed("a request line without a method")
    }
    let methodName = bytes.extracting(0..<position)
    // Its target is an authority and never a path, and no body follows it: a tunnel is not to be had here.
    guard !HTTPFieldName.equals(methodName, "connect") else { throw .malformed("a `CONNECT`") }
    method = HTTPMethod(methodName)
    position += 1
    target = try Self.target(in: bytes, at: &position)
    var pathEnd = target.lowerBound
    while pathEnd < target.upperBound, bytes[pathEnd] != UInt8(ascii: "?") { pathEnd += 1 }
    path = target.lowerBound..<pathEnd
    try Self.refuseDotSegments(in: bytes, path)
    isVersion11 = try Self.version(in: bytes, at: &position)
    try HTTPFieldScanner.endLine(in: bytes, at: &position)
    fields = HTTPFields(bytes: head, fields: try HTTPFieldScanner.fields(in: bytes, from: position))
    framing = try HTTPBodyFraming.read(fields, isVersion11: isVersion11) ?? .none

    var hosts = 0
    var closes = false
    var keepsAlive = isVersion11
    expectsContinue = false
    for field in fields.fields {
      switch field.name {
      case .host: hosts += 1
      case .connection:
        if fields.value(of: field, mentions: "close") { closes = true }
        if fields.value(of: field, equals: "keep-alive") { keepsAlive = true }
      case .expect:
        guard fields.value(of: field, equals: "100-continue") else {
          throw .malformed("an expectation other than `100-continue`")
        }
        expectsContinue = isVersion11
      default: break
      }
    }
    isKeptAlive = keepsAlive && !closes
    guard hosts == 1 || hosts == 0 && !isVersion11 else { throw .malformed("not exactly one host") }
  }

  /// `origin-form` only (RFC 9112, section 3.2.1): this is a reverse proxy.
  private static func target(in bytes: Span<UInt8>, at position: inout Int) throws(HTTPFault) -> Range<Int> {
    let start = position
    guard start < bytes.count, bytes[start] == UInt8(ascii: "/") else {
      throw .malformed("a request target that does not start with `/`")
    }
    while position < bytes.count, bytes[position] > 0x20, bytes[position] < 0x7F, bytes[position] != UInt8(ascii: "#") {
      position += 1
    }
    guard position < bytes.count, bytes[position] == UInt8(ascii: " ") else {
      throw .malformed("a request target with a byte that does not belong there")
    }
    let target = start..<position
    position += 1
    return target
  }

  /// A path that upstream could resolve to another one is refused: `.` and `..` segments, also between encoded slashes,
  /// encoded dots, and backslashes. An encoded slash by itself is fine: model names have it (`/v1/models/org%2Fname`).
  private static func refuseDotSegments(in bytes: Span<UInt8>, _ path: Range<Int>) throws(HTTPFault) {
    for index in path {
      switch bytes[index] {
      case UInt8(ascii: "\\"): throw .malformed("a backslash in the path")
      case UInt8(ascii: "/"): try refuseDots(in: bytes, (index + 1)..<path.upperBound)
      case UInt8(ascii: "%"):
        guard index + 2 < path.upperBound, HTTPFieldScanner.hexadecimal(bytes[index + 1]) != nil,
          HTTPFieldScanner.hexadecimal(bytes[index + 2]) != nil
        else { throw .malformed("a broken percent-encoding in the path") }
        if isEncodedSlash(in: bytes, index..<path.upperBound) {
          try refuseDots(in: bytes, (index + 3)..<path.upperBound)
          continue
        }
        let (high, low) = (bytes[index + 1], bytes[index + 2] | 0x20)
        // %2e is `.`, %5c a backslash, %00 to %1f and %7f control bytes.
        let isHidden =
          high == UInt8(ascii: "2") && low == UInt8(ascii: "e")
          || high == UInt8(ascii: "5") && low == UInt8(ascii: "c")
          || high == UInt8(ascii: "0") || high == UInt8(ascii: "1")
          || high == UInt8(ascii: "7") && low == UInt8(ascii: "f")
        if isHidden { throw .malformed("an encoded dot, backslash or control byte in the path") }
      default: break
      }
    }
  }

  /// Refuses one or two dots that are all of the segment starting here, or all before its parameters, which some
  /// servers drop.
  private static func refuseDots(in bytes: Span<UInt8>, _ rest: Range<Int>) throws(HTTPFault) {
    var index = rest.lowerBound
    while index < rest.upperBound, bytes[index] == UInt8(ascii: ".") { index += 1 }
    guard (1...2).contains(index - rest.lowerBound) else { return }
    let ends =
      index == rest.upperBound || bytes[index] == UInt8(ascii: "/") || bytes[index] == UInt8(ascii: ";")
      || isEncodedSlash(in: bytes, index..<rest.upperBound)
    if ends { throw .malformed("a dot segment in the path") }
  }

  private static func isEncodedSlash(in bytes: Span<UInt8>, _ rest: Range<Int>) -> Bool {
    rest.count >= 3 && bytes[rest.lowerBound] == UInt8(ascii: "%") && bytes[rest.lowerBound + 1] == UInt8(ascii: "2")
      && bytes[rest.lowerBound + 2] | 0x20 == UInt8(ascii: "f")
  }

  private static func version(in bytes: Span<UInt8>, at position: inout Int) throws(HTTPFault) -> Bool {
    let name: StaticString = "HTTP/1."
    guard position + 8 <= bytes.count else { throw .unsupportedVersion }
    for index in 0..<7 where unsafe bytes[position + index] != name.utf8Start[index] { throw .unsupportedVersion }
    let minor = bytes[position + 7]
    guard minor == UInt8(ascii: "1") || minor == UInt8(ascii: "0") else { throw .unsupportedVersion }
    position += 8
    return minor == UInt8(ascii: "1")
  }
}
