/// Bytes as pairs of hexadecimal digits: `6b696c6c`, `6b 69 6c 6c`, `6b:69`, `0x6b696c6c`, `0x6b, 0x69`, `\x6b\x69`.
enum HexPayload {
  /// Bytes of a code.
  static let least = 4
  /// Digits up to 9 in one: letters are bytes from 0x41 to 0x7A.
  static let leastDigits = 4

  static func find(in text: [UInt8], _ found: inout Decodings) {
    var index = 0
    // From digit to digit: a code has one among its first characters.
    while let digit = nextDigit(from: index, in: text) {
      var start = digit
      while start > index, digit - start < 3, TextBytes.isWord(text[start - 1]) || text[start - 1] == UInt8(ascii: "\\")
      {
        start -= 1
      }
      let isStart = start == 0 || !TextBytes.isWord(text[start - 1])
      guard isStart, let (bytes, end, hasLetters) = bytes(from: start, in: text) else {
        index = digit + 1
        while index < text.count, TextBytes.isWord(text[index]) { index += 1 }
        continue
      }
      let isPrefixed = prefix(at: start, in: text) > 0
      if bytes.count >= least, DecodedText.isText(bytes, isCoarse: !hasLetters && !isPrefixed) {
        found.add(start..<end, bytes, .hex)
      }
      index = max(end, digit + 1)
    }
  }

  private static func nextDigit(from start: Int, in text: [UInt8]) -> Int? {
    var index = start
    while index < text.count, !TextBytes.isDigit(text[index]) { index += 1 }
    return index < text.count ? index : nil
  }

  /// What a run of pairs stands for, where it ends, and whether it has digits beyond 9; nil where none starts.
  private static func bytes(from start: Int, in text: [UInt8]) -> (bytes: [UInt8], end: Int, hasLetters: Bool)? {
    var bytes: [UInt8] = []
    var hasLetters = false
    var index = start
    var end = start
    while true {
      let digits = index + prefix(at: index, in: text)
      var next = digits
      let kept = bytes.count
      while next + 1 < text.count, let high = TextBytes.hexValue(text[next]),
        let low = TextBytes.hexValue(text[next + 1])
      {
        bytes.append(high << 4 | low)
        hasLetters = hasLetters || high > 9 || low > 9
        next += 2
      }
      // Digits that end within a word are none.
      guard next > digits, next == text.count || !TextBytes.isWord(text[next]) else {
        bytes.removeLast(bytes.count - kept)
        break
      }
      end = next
      index = next
      while index < text.count, index - end < 2, isSeparator(text[index]) { index += 1 }
      guard index < text.count, index > end || prefix(at: index, in: text) > 0 else { break }
    }
    return end > start ? (bytes, end, hasLetters) : nil
  }

  private static func prefix(at index: Int, in text: [UInt8]) -> Int {
    guard index + 1 < text.count, text[index + 1] | 0x20 == UInt8(ascii: "x") else { return 0 }
    return text[index] == UInt8(ascii: "0") || text[index] == UInt8(ascii: "\\") ? 2 : 0
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    TextBytes.isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
  }
}
