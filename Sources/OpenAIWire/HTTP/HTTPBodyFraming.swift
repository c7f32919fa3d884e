import NIOCore

/// How a message says where its body ends (RFC 9112, section 6).
package enum HTTPBodyFraming: Sendable, Equatable {
  case none
  case length(Int)
  case chunked
  /// A response's body that ends with the connection.
  case untilClose

  /// Reads the framing out of header fields, refusing everything that two readers could understand differently.
  ///
  /// - Returns: nil where no field says anything.
  static func read(_ fields: HTTPFields, isVersion11: Bool) throws(HTTPFault) -> HTTPBodyFraming? {
    var length: Int?
    var isChunked = false
    for field in fields.fields {
      switch field.name {
      case .contentLength:
        try refuseTab(fields, field)
        guard length == nil else { throw .malformed("more than one content-length") }
        length = try decimal(fields, field)
      case .transferEncoding:
        guard !isChunked else { throw .malformed("more than one transfer-encoding") }
        try refuseTab(fields, field)
        guard isVersion11 else { throw .malformed("a transfer-encoding in HTTP/1.0") }
        guard fields.value(of: field, equals: "chunked") else {
          throw .malformed("a transfer-encoding other than `chunked`")
        }
        isChunked = true
      default: break
      }
    }
    if isChunked {
      guard length == nil else { throw .malformed("both a content-length and a transfer-encoding") }
      return .chunked
    }
    return length.map { .length($0) }
  }

  /// A tab after the value is allowed (RFC 9110, section 5.6.3), but llhttp, for one, takes none here.
  private static func refuseTab(_ fields: HTTPFields, _ field: HTTPFields.Field) throws(HTTPFault) {
    let bytes = fields.bytes.readableBytesUInt8Span
    var index = Int(field.valueEnd)
    while bytes[index] == UInt8(ascii: " ") { index += 1 }
    guard bytes[index] == UInt8(ascii: "\r") else { throw .malformed("a tab after a length or a transfer coding") }
  }

  private static func decimal(_ fields: HTTPFields, _ field: HTTPFields.Field) throws(HTTPFault) -> Int {
    let bytes = fields.bytes.readableBytesUInt8Span
    let (start, end) = (Int(field.valueStart), Int(field.valueEnd))
    // 18 digits cannot overflow.
    guard (1...18).contains(end - start) else { throw .malformed("a content-length that is not a number") }
    var value = 0
    for index in start..<end {
      guard bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") else {
        throw .malformed("a content-length that is not a number")
      }
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    return value
  }
}
