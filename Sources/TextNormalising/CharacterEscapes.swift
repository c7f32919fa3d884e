/// Characters written as escapes: percent-encoded, as numeric HTML entities, or as `\u` escapes.
///
/// Each kind is undone in the whole text once it hides letters or digits that need no escape, or is used throughout; a
/// lone `%20`, `&amp;` or `\u00e9` is ordinary. What does not give valid UTF-8 without controls stays.
enum CharacterEscapes {
  /// Letters and digits written as escapes that make a disguise, and escapes of any kind that do.
  static let leastHidden = 2
  static let leastOfAll = 4

  static func find(in text: [UInt8], _ found: inout Decodings) {
    var escapes: [Escape] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard byte == UInt8(ascii: "%") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\\"),
        let escape = escape(at: index, in: text)
      else {
        index += 1
        continue
      }
      escapes.append(escape)
      index = escape.range.upperBound
    }
    for kind in [TextDisguise.percentEncoding, .htmlEntities, .unicodeEscapes] {
      let own = escapes.filter { $0.kind == kind }
      let hidden = own.lazy.filter(\.hidesLetter).count
      guard hidden >= leastHidden || own.count >= leastOfAll else { continue }
      add(own, kind, &found)
    }
  }

  private struct Escape {
    var range: Range<Int>
    /// A byte of UTF-8 for percent-encoding, else a scalar or half of a surrogate pair.
    var value: UInt32
    var kind: TextDisguise

    var hidesLetter: Bool { value < 0x80 && TextBytes.isWord(UInt8(value)) }
  }

  /// Adds each run of neighbouring escapes.
  private static func add(_ escapes: [Escape], _ kind: TextDisguise, _ found: inout Decodings) {
    var index = 0
    while index < escapes.count {
      let start = index
      var end = escapes[index].range.upperBound
      while index + 1 < escapes.count, escapes[index + 1].range.lowerBound == end {
        index += 1
        end = escapes[index].range.upperBound
      }
      index += 1
      let run = escapes[start..<index]
      let bytes = kind == .percentEncoding ? run.map { UInt8($0.value) } : utf8(of: run)
      guard !bytes.contains(where: DecodedText.isControl), String(validating: bytes, as: UTF8.self) != nil else {
        continue
      }
      found.add(run[start].range.lowerBound..<end, bytes, kind)
    }
  }

  /// The UTF-8 of scalars, surrogate pairs joined; U+FFFD for what is none.
  private static func utf8(of run: ArraySlice<Escape>) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt32?
    for escape in run {
      let value = escape.value
      if let first = high, (0xDC00...0xDFFF).contains(value) {
        bytes.append(utf8: 0x10000 + (first - 0xD800) << 10 + (value - 0xDC00))
        high = nil
        continue
      }
      high = (0xD800...0xDBFF).contains(value) ? value : nil
      if high == nil { bytes.append(utf8: Unicode.Scalar(value) == nil ? 0xFFFD : value) }
    }
    return bytes
  }

  private static func escape(at index: Int, in text: [UInt8]) -> Escape? {
    func next(_ offset: Int) -> UInt8 { index + offset < text.count ? text[index + offset] : 0 }
    switch text[index] {
    case UInt8(ascii: "%"):
      guard let (value, end) = number(from: index + 1, digits: 2...2, radix: 16, in: text) else { return nil }
      return Escape(range: index..<end, value: value, kind: .percentEncoding)
    case UInt8(ascii: "&"):
      guard next(1) == UInt8(ascii: "#") else { return nil }
      let isHex = next(2) | 0x20 == UInt8(ascii: "x")
      guard
        let (value, end) = number(
          from: index + (isHex ? 3 : 2), digits: 1...7, radix: isHex ? 16 : 10, in: text), value >= 0x20
      else { return nil }
      let isEnded = end < text.count && text[end] == UInt8(ascii: ";")
      return Escape(range: index..<(isEnded ? end + 1 : end), value: value, kind: .htmlEntities)
    default:
      let letter = next(1)
      guard letter | 0x20 == UInt8(ascii: "u") else { return nil }
      if next(2) == UInt8(ascii: "{") {
        guard let (value, end) = number(from: index + 3, digits: 1...6, radix: 16, in: text), end < text.count,
          text[end] == UInt8(ascii: "}")
        else { return nil }
        return Escape(range: index..<(end + 1), value: value, kind: .unicodeEscapes)
      }
      let count = letter == UInt8(ascii: "U") ? 8 : 4
      guard let (value, end) = number(from: index + 2, digits: count...count, radix: 16, in: text) else { return nil }
      return Escape(range: index..<end, value: value, kind: .unicodeEscapes)
    }
  }

  private static func number(
    from start: Int, digits: ClosedRange<Int>, radix: UInt32, in text: [UInt8]
  ) -> (value: UInt32, end: Int)? {
    var value: UInt32 = 0
    var end = start
    while end < text.count, end - start < digits.upperBound, let digit = TextBytes.hexValue(text[end]), digit < radix {
      value = value &* radix &+ UInt32(digit)
      end += 1
    }
    return end - start >= digits.lowerBound ? (value, end) : nil
  }
}
