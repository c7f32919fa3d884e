/// Bytes as eight binary digits each, with or without white space between them.
enum BinaryPayload {
  /// Bytes of a code.
  static let least = 3

  static func find(in text: [UInt8], _ found: inout Decodings) {
    var index = 0
    while index < text.count {
      guard isBit(text[index]), index == 0 || !TextBytes.isWord(text[index - 1]) else {
        index += 1
        continue
      }
      let (bytes, end) = bytes(from: index, in: text)
      if bytes.count >= least, DecodedText.isText(bytes) { found.add(index..<end, bytes, .binary) }
      index = max(end, index + 1)
    }
  }

  /// What whole groups of eight digits stand for, up to the first that is none, and where the last ends.
  private static func bytes(from start: Int, in text: [UInt8]) -> (bytes: [UInt8], end: Int) {
    var bytes: [UInt8] = []
    var (index, end) = (start, start)
    var (byte, bits) = (UInt8(0), 0)
    while index < text.count {
      if isBit(text[index]) {
        byte = byte << 1 | (text[index] & 1)
        bits += 1
        if bits == 8 {
          bytes.append(byte)
          bits = 0
          end = index + 1
        }
      } else if bits != 0 || index - end > 1 || !(TextBytes.isSpace(text[index]) || text[index] == UInt8(ascii: ",")) {
        break
      }
      index += 1
    }
    return (bytes, end)
  }

  private static func isBit(_ byte: UInt8) -> Bool { byte | 1 == UInt8(ascii: "1") }
}
