/// Reads scalars from UTF-8 that is known to be valid, as a `String`'s is.
enum UTF8Scalar {
  /// The scalar whose first byte, not an ASCII one, is at `index`, and its bytes.
  @inline(__always)
  static func decode(_ bytes: borrowing Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(bytes[index])
    let second = UInt32(bytes[index + 1]) & 0x3F
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    let third = UInt32(bytes[index + 2]) & 0x3F
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
    return ((lead & 0x07) << 18 | second << 12 | third << 6 | UInt32(bytes[index + 3]) & 0x3F, 4)
  }

  /// Calls `body` with each byte of a scalar's UTF-8.
  @inline(__always)
  static func encode(_ scalar: UInt32, _ body: (UInt8) -> Void) {
    if scalar < 0x80 {
      body(UInt8(truncatingIfNeeded: scalar))
      return
    }
    if scalar < 0x800 {
      body(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
    } else {
      if scalar < 0x10000 {
        body(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      } else {
        body(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
        body(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      }
      body(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    }
    body(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }
}
