/// Reads start lines and header fields out of a complete head.
///
/// Stricter than RFC 9112 where leniency has let attackers smuggle requests: lines end with CRLF and nothing else, no
/// folded lines, no white space before the colon, no control bytes. A fuzz test holds what is accepted against llhttp.
package enum HTTPFieldScanner {
  /// Most header fields in one head.
  package static let fieldLimit = 128

  /// Reads header lines from `start` up to and with the empty line that must be the last two bytes.
  static func fields(in bytes: Span<UInt8>, from start: Int) throws(HTTPFault) -> [HTTPFields.Field] {
    var fields: [HTTPFields.Field] = []
    fields.reserveCapacity(16)
    var position = start
    while true {
      guard position + 1 < bytes.count else { throw .malformed("a header without its end") }
      if bytes[position] == UInt8(ascii: "\r") {
        guard bytes[position + 1] == UInt8(ascii: "\n") else { throw .malformed("a carriage return by itself") }
        return fields
      }
      guard fields.count < fieldLimit else { throw .malformed("too many header fields") }
      fields.append(try field(in: bytes, at: &position))
    }
  }

  private static func field(in bytes: Span<UInt8>, at position: inout Int) throws(HTTPFault) -> HTTPFields.Field {
    let nameStart = position
    var hasUnderscore = false
    while position < bytes.count, isToken(bytes[position]) {
      if bytes[position] == UInt8(ascii: "_") { hasUnderscore = true }
      position += 1
    }
    let nameEnd = position
    guard nameEnd > nameStart, position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
      throw .malformed("a header line that is not `name: value`")
    }
    position += 1
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    let valueStart = position
    while position < bytes.count, isFieldByte(bytes[position]) { position += 1 }
    var valueEnd = position
    while valueEnd > valueStart, isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
    try endLine(in: bytes, at: &position)
    return HTTPFields.Field(
      name: HTTPFieldName.match(bytes.extracting(nameStart..<nameEnd)), hasUnderscore: hasUnderscore,
      nameStart: Int32(nameStart), nameEnd: Int32(nameEnd), valueStart: Int32(valueStart), valueEnd: Int32(valueEnd))
  }

  /// Steps over the CRLF that must stand here.
  static func endLine(in bytes: Span<UInt8>, at position: inout Int) throws(HTTPFault) {
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\r"),
      bytes[position + 1] == UInt8(ascii: "\n")
    else { throw .malformed("a control byte or a line that does not end with CRLF") }
    position += 2
  }

  /// Offset after the empty line that ends a head, or nil when it is not there yet.
  ///
  /// - Parameter searched: how far earlier calls have looked; moves on, so that a head that drips in is not searched
  ///   again from its start each time.
  package static func endOfHead(in bytes: Span<UInt8>, searched: inout Int) -> Int? {
    var last = max(searched, 3)
    while last < bytes.count {
      let byte = bytes[last]
      if byte == UInt8(ascii: "\n") {
        if bytes[last - 1] == UInt8(ascii: "\r"), bytes[last - 2] == UInt8(ascii: "\n"),
          bytes[last - 3] == UInt8(ascii: "\r")
        {
          return last + 1
        }
        last += 2
      } else if byte == UInt8(ascii: "\r") {
        last += 1
      } else {
        // Neither of the four bytes' kinds: the end can't lie across it.
        last += 4
      }
    }
    // The next search must see every place whose last byte is new; three bytes of the mark may be here already.
    searched = max(3, min(last, bytes.count))
    return nil
  }

  /// `tchar` of RFC 9110, section 5.6.2.
  @inline(__always)
  static func isToken(_ byte: UInt8) -> Bool {
    // Bit n of the first mask is byte n, of the second byte 64 + n.
    let mask: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
    return byte < 128 && mask >> UInt64(byte & 63) & 1 == 1
  }

  /// The value of a hexadecimal digit; nil for any other byte.
  static func hexadecimal(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 55
    default: nil
    }
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// `field-vchar`, blanks and obs-text of RFC 9110, section 5.5.
  @inline(__always)
  static func isFieldByte(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") }
}
