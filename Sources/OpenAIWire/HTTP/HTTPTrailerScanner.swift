/// Reads over the trailer fields after the last chunk (RFC 9112, section 7.1.2), byte by byte, as strictly as header
/// fields are read.
///
/// A trailer that says where a message ends or whether its connection goes on is refused (RFC 9110, section 6.5.1):
/// some readers, llhttp among them, obey it.
struct HTTPTrailerScanner: Sendable {
  private enum Part {
    /// At a line's start; becomes `name` or `lastReturn`.
    case lineStart
    /// Becomes `value`.
    case name
    /// After the colon; becomes `lineReturn`.
    case value
    /// After a line's CR; becomes `lineStart`.
    case lineReturn
    /// After the empty line's CR; becomes the end.
    case lastReturn
  }

  /// Most bytes of all trailer fields together.
  private static let limit = 4096

  private static let refusedNames: [StaticString] = [
    "content-length", "transfer-encoding", "connection", "proxy-connection", "upgrade", "host",
  ]

  private var part = Part.lineStart
  /// Bit n: the name so far is a start of `refusedNames[n]`.
  private var candidates: UInt8 = 0
  private var nameLength = 0
  private var length = 0

  /// Reads one byte; returns whether it was the last.
  mutating func step(_ byte: UInt8) throws(HTTPFault) -> Bool {
    guard length < Self.limit else { throw .malformed("trailers that are too long") }
    length += 1
    switch (part, byte) {
    case (.lineStart, UInt8(ascii: "\r")): part = .lastReturn
    case (.lineStart, _) where HTTPFieldScanner.isToken(byte):
      part = .name
      candidates = .max
      nameLength = 0
      narrow(byte)
    case (.name, UInt8(ascii: ":")):
      try refuseName()
      part = .value
    case (.name, _) where HTTPFieldScanner.isToken(byte): narrow(byte)
    case (.value, UInt8(ascii: "\r")): part = .lineReturn
    case (.value, _) where HTTPFieldScanner.isFieldByte(byte): break
    case (.lineReturn, UInt8(ascii: "\n")): part = .lineStart
    case (.lastReturn, UInt8(ascii: "\n")): return true
    default: throw .malformed("a trailer line that is not `name: value` and CRLF")
    }
    return false
  }

  /// Takes one more byte of a name.
  private mutating func narrow(_ byte: UInt8) {
    for (index, name) in Self.refusedNames.enumerated()
    where unsafe nameLength >= name.utf8CodeUnitCount || name.utf8Start[nameLength] != byte | 0x20 {
      candidates &= ~(1 << UInt8(index))
    }
    nameLength += 1
  }

  private func refuseName() throws(HTTPFault) {
    for (index, name) in Self.refusedNames.enumerated()
    where candidates >> UInt8(index) & 1 == 1 && nameLength == name.utf8CodeUnitCount {
      throw .malformed("a trailer that only a header may hold")
    }
  }
}
