/// Scanning and decoding strings.
extension JSONCursor {
  /// Takes a string, validating its UTF-8 and escapes. The cursor must stand at the opening quote.
  @inline(__always)
  mutating func scanString() throws(JSONFault) -> JSONStringToken {
    let start = position &+ 1
    let end = unsafe ByteScan.endOfPlainString(base, from: start, count: count)
    if end < count, byte(at: end) == UInt8(ascii: "\"") {
      position = end &+ 1
      return JSONStringToken(start: start, end: end, hasEscapes: false)
    }
    return try scanIntricateString(start: start, from: end)
  }

  /// The rest of a string from the first byte on that is not plain.
  @inline(never)
  private mutating func scanIntricateString(start: Int, from first: Int) throws(JSONFault) -> JSONStringToken {
    position = first
    var hasEscapes = false
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") {
        position &+= 1
        return JSONStringToken(start: start, end: position &- 1, hasEscapes: hasEscapes)
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try scanEscape()
      } else if byte >= 0x80 {
        try scanForeignText()
      } else if byte < 0x20 {
        throw fault(.controlCharacter(byte))
      }
      position = unsafe ByteScan.endOfPlainString(base, from: position, count: count)
    }
  }

  /// Validates multi-byte sequences (Unicode 15, table 3-7), single ASCII characters between them too.
  private mutating func scanForeignText() throws(JSONFault) {
    var offset = position
    defer { position = offset }
    while offset < count {
      let lead = byte(at: offset)
      if lead < 0x80 {
        // One ordinary character between foreign ones (a space, mostly) is cheaper here than in a new 16-byte search.
        guard lead >= 0x20, lead != 0x22, lead != 0x5C, offset &+ 1 < count, byte(at: offset &+ 1) >= 0x80 else {
          return
        }
        offset &+= 1
        continue
      }
      let length = sequenceLength(at: offset, lead: lead)
      guard length > 0 else { throw JSONFault(.invalidUTF8, at: offset) }
      offset &+= length
    }
  }

  /// Length of the well-formed sequence at an offset, 0 when it is not well-formed.
  @inline(__always)
  private func sequenceLength(at offset: Int, lead: UInt8) -> Int {
    let left = count &- offset
    guard lead >= 0xC2, left >= 2 else { return 0 }
    let second = byte(at: offset &+ 1)
    if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
    guard left >= 3, byte(at: offset &+ 2) & 0xC0 == 0x80 else { return 0 }
    if lead < 0xF0 {
      // No overlong forms (E0) and no surrogates (ED).
      let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
      return second >= low && second <= high ? 3 : 0
    }
    guard lead < 0xF5, left >= 4, byte(at: offset &+ 3) & 0xC0 == 0x80 else { return 0 }
    let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
    return second >= low && second <= high ? 4 : 0
  }

  /// Validates one escape sequence; the cursor stands at its backslash.
  private mutating func scanEscape() throws(JSONFault) {
    guard position + 1 < count else { throw JSONFault(.unexpectedEnd, at: count) }
    switch byte(at: position + 1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      guard let unit = codeUnit(at: position) else { throw fault(.invalidEscape) }
      guard mode == .strict, unit & 0xF800 == 0xD800 else {
        position += 6
        return
      }
      guard unit < 0xDC00, let low = codeUnit(at: position + 6), low & 0xFC00 == 0xDC00 else {
        throw fault(.loneSurrogate)
      }
      position += 12
    default:
      throw fault(.invalidEscape)
    }
  }

  /// The UTF-16 code unit of `\uXXXX` at an offset; nil when none stands there.
  private func codeUnit(at offset: Int) -> UInt16? {
    guard offset + 6 <= count, byte(at: offset) == UInt8(ascii: "\\"), byte(at: offset + 1) == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt16 = 0
    for index in offset + 2..<offset + 6 {
      let digit: UInt8
      switch byte(at: index) {
      case let byte where byte >= 48 && byte <= 57: digit = byte - 48
      case let byte where byte >= 65 && byte <= 70: digit = byte - 55
      case let byte where byte >= 97 && byte <= 102: digit = byte - 87
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// Decodes a scanned string into memory for at least `end - start` bytes and returns how many it took.
  ///
  /// No escape is longer decoded than written: six bytes become three at most, twelve become four.
  func decode(_ token: JSONStringToken, into target: UnsafeMutableRawPointer) -> Int {
    var source = token.start
    var written = 0
    while source < token.end {
      let next = unsafe ByteScan.first(
        UInt8(ascii: "\\"), or: UInt8(ascii: "\\"), in: base, from: source, count: token.end)
      unsafe (target + written).copyMemory(from: base + source, byteCount: next - source)
      written += next - source
      guard next < token.end else { break }
      let (scalar, length) = escapedScalar(at: next)
      if scalar.isASCII {
        unsafe target.storeBytes(of: UInt8(truncatingIfNeeded: scalar.value), toByteOffset: written, as: UInt8.self)
        written += 1
      } else {
        for byte in scalar.utf8 {
          unsafe target.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
          written += 1
        }
      }
      source = next + length
    }
    return written
  }

  /// What a validated escape stands for, and its length in bytes; a lone surrogate stands for U+FFFD.
  private func escapedScalar(at offset: Int) -> (Unicode.Scalar, Int) {
    switch byte(at: offset + 1) {
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      let unit = codeUnit(at: offset) ?? 0xFFFD
      if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
      guard unit < 0xDC00, let low = codeUnit(at: offset + 6), low & 0xFC00 == 0xDC00 else { return ("\u{FFFD}", 6) }
      let value = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
      return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
    case let byte: return (Unicode.Scalar(byte), 2)
    }
  }

  /// The decoded text of a scanned string.
  @inline(__always)
  func text(_ token: JSONStringToken) -> String {
    guard token.hasEscapes else {
      let bytes = unsafe UnsafeRawBufferPointer(start: base + token.start, count: token.end &- token.start)
      return unsafe String(decoding: bytes, as: UTF8.self)
    }
    return unescapedText(token)
  }

  @inline(never)
  private func unescapedText(_ token: JSONStringToken) -> String {
    unsafe String(unsafeUninitializedCapacity: token.end - token.start) { buffer in
      guard let target = UnsafeMutableRawPointer(buffer.baseAddress) else { return 0 }
      return unsafe decode(token, into: target)
    }
  }
}
