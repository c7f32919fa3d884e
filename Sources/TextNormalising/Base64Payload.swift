/// Base64 in the standard and the URL-safe alphabet, with or without padding, also over several lines.
///
/// A run of the alphabet is decoded as a whole; where that gives no text, each of its lines is, and each of the parts
/// between `/`, `+`, `-` and `_`, since paths and addresses are runs, too. JSON Web Tokens stay.
enum Base64Payload {
  /// Characters of a code without padding, and of one with.
  static let least = 12
  static let leastPadded = 8
  /// Characters of a line that is continued in the next one.
  static let leastLine = 16

  static func find(in text: [UInt8], _ found: inout Decodings) {
    // A run of `leastPadded` holds one of these places.
    var probe = leastPadded - 2
    while probe < text.count {
      guard isDigit(text[probe]) else {
        probe += leastPadded - 1
        continue
      }
      var start = probe
      while start > 0, probe - start < leastPadded - 2, isDigit(text[start - 1]) { start -= 1 }
      var end = probe + 1
      while end < text.count, isDigit(text[end]) { end += 1 }
      // Most words end here: they are too short, or not text from the first bytes on.
      if end - start >= least || end - start >= leastPadded && end < text.count && text[end] == UInt8(ascii: "=") {
        let lines = lines(from: start, in: text)
        decode(lines, in: text, &found)
        end = lines.last?.upperBound ?? end
      }
      probe = end + leastPadded - 1
    }
  }

  /// The run that starts here and the lines that continue it, each without its line end and padding.
  private static func lines(from start: Int, in text: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = start
    while true {
      var end = start
      while end < text.count, isDigit(text[end]) { end += 1 }
      guard end > start else { return lines }
      lines.append(start..<end)
      var next = end
      if next < text.count, text[next] == 0x0D { next += 1 }
      guard end - start >= leastLine, next < text.count, text[next] == 0x0A else { return lines }
      start = next + 1
    }
  }

  private static func decode(_ lines: [Range<Int>], in text: [UInt8], _ found: inout Decodings) {
    guard let first = lines.first, let last = lines.last else { return }
    if lines.count > 1 {
      if add(first.lowerBound..<last.upperBound, in: text, &found) { return }
      // The last line may be a word of the text that follows.
      let most = lines[lines.count - 2].upperBound
      if lines.count > 2, add(first.lowerBound..<most, in: text, &found) {
        _ = add(last, in: text, &found)
        return
      }
    }
    for line in lines where !add(line, in: text, &found) {
      var start = line.lowerBound
      for end in line.lowerBound...line.upperBound
      where end == line.upperBound || !TextBytes.isLetter(text[end]) && !TextBytes.isDigit(text[end]) {
        if start > line.lowerBound || end < line.upperBound { _ = add(start..<end, in: text, &found) }
        start = end + 1
      }
    }
  }

  /// Adds what a range decodes to, with the padding behind it; false where that is no text.
  private static func add(_ range: Range<Int>, in text: [UInt8], _ found: inout Decodings) -> Bool {
    var end = range.upperBound
    while end < text.count, end - range.upperBound < 2, text[end] == UInt8(ascii: "=") { end += 1 }
    guard range.count >= (end > range.upperBound ? leastPadded : least), !isWebToken(range, in: text),
      let decoded = decode(text[range]), DecodedText.isText(decoded)
    else { return false }
    found.add(range.lowerBound..<end, decoded, .base64)
    return true
  }

  /// The decoded bytes; nil from the first one on that no text has, which in most words is among the first few.
  private static func decode(_ code: ArraySlice<UInt8>) -> [UInt8]? {
    var decoded: [UInt8] = []
    var (bits, count, digits) = (UInt32(0), 0, 0)
    for byte in code {
      guard let value = value(byte) else { continue }
      digits += 1
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        let next = UInt8(truncatingIfNeeded: bits >> UInt32(count))
        if DecodedText.isControl(next) || next >= 0xF8 { return nil }
        decoded.append(next)
      }
    }
    // One digit more than whole bytes need is no code.
    return digits % 4 == 1 ? nil : decoded
  }

  /// Whether a run is part of a JSON Web Token (RFC 7519): parts with full stops between, the first of which is JSON.
  private static func isWebToken(_ range: Range<Int>, in text: [UInt8]) -> Bool {
    guard text[range].starts(with: "eyJ".utf8) else { return false }
    let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0
    let after = range.upperBound < text.count ? text[range.upperBound] : 0
    return before == UInt8(ascii: ".") || after == UInt8(ascii: ".")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    TextBytes.isLetter(byte) || byte &- 0x2F < 11 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
