/// Why bytes are not the JSON that is asked for, and where.
package struct JSONFault: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case trailingBytes
    case invalidUTF8
    case invalidEscape
    case loneSurrogate
    /// A byte below 0x20 inside a string.
    case controlCharacter(UInt8)
    case invalidNumber
    case invalidLiteral
    case tooDeep(limit: Int)
    case tooManyKeys(limit: Int)
    /// The key, decoded and made printable.
    case duplicateKey(String)
    /// A key that some servers read as another one because they ignore case: the key and the known name.
    case ambiguousKey(String, known: String)
    /// A value of another type than the one that the place asks for.
    case wrongType(expected: String)
  }

  package var kind: Kind
  /// Offset in bytes from the start of the document.
  package var offset: Int

  package init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  package var description: String { "\(reason) at byte \(offset)" }

  private var reason: String {
    switch kind {
    case .unexpectedEnd: "unexpected end"
    case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
    case .trailingBytes: "bytes after the end of the document"
    case .invalidUTF8: "invalid UTF-8"
    case .invalidEscape: "invalid escape sequence"
    case .loneSurrogate: "lone surrogate"
    case .controlCharacter(let byte): "unescaped control character \(Self.name(of: byte)) in a string"
    case .invalidNumber: "invalid number"
    case .invalidLiteral: "invalid literal"
    case .tooDeep(let limit): "nested more than \(limit) deep"
    case .tooManyKeys(let limit): "an object of more than \(limit) keys"
    case .duplicateKey(let key): "duplicate key `\(key)`"
    case .ambiguousKey(let key, let known): "key `\(key)`, which some servers read as `\(known)`,"
    case .wrongType(let expected): "expected \(expected)"
    }
  }

  private static func name(of byte: UInt8) -> String {
    if byte > 0x20, byte < 0x7F { return "`\(Character(UnicodeScalar(byte)))`" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x\(digits.count == 1 ? "0" : "")\(digits)"
  }
}
