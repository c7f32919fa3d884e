/// Reads over the extensions of one chunk (RFC 9112, section 7.1.1), byte by byte, from the `;` on.
///
/// `;name`, `;name=token` and `;name="text"`, without white space: everything else is a place where two readers could
/// find two ends of the line.
struct HTTPChunkExtensionScanner: Sendable {
  private enum Part {
    /// After `;`; becomes `name`.
    case nameStart
    /// Becomes `nameStart`, `valueStart`, or the end.
    case name
    /// After `=`; becomes `token` or `quoted`.
    case valueStart
    /// Becomes `nameStart` or the end.
    case token
    /// Between quotation marks; becomes `escaped` or `quotedEnd`.
    case quoted
    /// After a backslash; becomes `quoted`.
    case escaped
    /// After the closing quotation mark; becomes `nameStart` or the end.
    case quotedEnd
  }

  /// Most bytes of one chunk's extensions.
  private static let limit = 4096

  private var part = Part.nameStart
  private var length = 1

  /// Reads one byte; returns whether it was the CR after the extensions.
  mutating func step(_ byte: UInt8) throws(HTTPFault) -> Bool {
    guard length < Self.limit else { throw .malformed("chunk extensions that are too long") }
    length += 1
    switch (part, byte) {
    case (.name, UInt8(ascii: "\r")), (.token, UInt8(ascii: "\r")), (.quotedEnd, UInt8(ascii: "\r")): return true
    case (.name, UInt8(ascii: ";")), (.token, UInt8(ascii: ";")), (.quotedEnd, UInt8(ascii: ";")): part = .nameStart
    case (.name, UInt8(ascii: "=")): part = .valueStart
    case (.valueStart, UInt8(ascii: "\"")): part = .quoted
    case (.quoted, UInt8(ascii: "\"")): part = .quotedEnd
    case (.quoted, UInt8(ascii: "\\")): part = .escaped
    case (.nameStart, _) where HTTPFieldScanner.isToken(byte): part = .name
    case (.valueStart, _) where HTTPFieldScanner.isToken(byte): part = .token
    case (.name, _) where HTTPFieldScanner.isToken(byte), (.token, _) where HTTPFieldScanner.isToken(byte): break
    case (.quoted, _) where HTTPFieldScanner.isFieldByte(byte): break
    case (.escaped, _) where HTTPFieldScanner.isFieldByte(byte): part = .quoted
    default: throw .malformed("a chunk extension that is not `;name` or `;name=value`")
    }
    return false
  }
}
