package import NIOCore

extension ByteBuffer {
  /// Writes a string as a JSON string, quotes included.
  ///
  /// Escapes what JSON demands, DEL, and U+2028 and U+2029, which end a line in JavaScript and for some SSE readers.
  package mutating func writeJSONString(_ text: String) {
    writeInteger(UInt8(ascii: "\""))
    writeJSONStringContent(text)
    writeInteger(UInt8(ascii: "\""))
  }

  /// Writes a string as a part of a JSON string, without quotes around it.
  mutating func writeJSONStringContent(_ text: String) {
    var text = text
    text.withUTF8 { bytes in unsafe writeEscaped(UnsafeRawBufferPointer(bytes)) }
  }

  /// Writes a string as a JSON string, or `null`.
  package mutating func writeJSONString(orNull text: String?) {
    if let text { writeJSONString(text) } else { writeStaticString("null") }
  }

  private mutating func writeEscaped(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      // E2 80 A8 and E2 80 A9 are escaped at their last byte, when the two before it are not written yet.
      if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0x7F, byte != 0xA8, byte != 0xA9 { continue }
      var end = index
      if byte == 0xA8 || byte == 0xA9 {
        guard index >= 2, unsafe bytes[index - 1] == 0x80, unsafe bytes[index - 2] == 0xE2 else { continue }
        end = index - 2
      }
      unsafe writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      writeEscape(byte)
      start = index + 1
    }
    unsafe writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start...]))
  }

  private mutating func writeEscape(_ byte: UInt8) {
    switch byte {
    case 0x22: writeStaticString("\\\"")
    case 0x5C: writeStaticString("\\\\")
    case 0x08: writeStaticString("\\b")
    case 0x09: writeStaticString("\\t")
    case 0x0A: writeStaticString("\\n")
    case 0x0C: writeStaticString("\\f")
    case 0x0D: writeStaticString("\\r")
    case 0xA8: writeStaticString("\\u2028")
    case 0xA9: writeStaticString("\\u2029")
    default:
      let digits = String(byte, radix: 16)
      writeString(digits.count == 1 ? "\\u000\(digits)" : "\\u00\(digits)")
    }
  }
}
