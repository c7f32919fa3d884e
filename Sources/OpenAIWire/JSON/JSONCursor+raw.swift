/// Reading a value as the JSON that it is.
extension JSONCursor {
  /// Takes one value and returns its JSON as one text, in which the escapes are decoded but for those of quotes and
  /// backslashes: what is a string in the document is a string in the text. Empty when the value has neither strings
  /// nor numbers.
  ///
  /// The text is for `ArgumentsEditor`, after whose edits the document's JSON is still JSON.
  mutating func readJSON() throws(JSONFault) -> TracedText {
    _ = try peekType()
    let start = position
    try skipValue()
    return json(from: start, to: position)
  }

  private func json(from start: Int, to end: Int) -> TracedText {
    var result = GatheredWords()
    result.bytes.reserveCapacity(end - start)
    var saysSomething = false
    var copied = start
    var offset = start
    while offset < end {
      let next = byte(at: offset)
      saysSomething = saysSomething || next == UInt8(ascii: "\"") || (0x30...0x39).contains(next)
      guard next == UInt8(ascii: "\\") else {
        offset += 1
        continue
      }
      guard isDecodable(at: offset) else {
        offset += escapeLength(at: offset)
        continue
      }
      // Escapes that follow each other are decoded together, as two of them may be the halves of one character.
      let first = offset
      while offset < end, isDecodable(at: offset) { offset += escapeLength(at: offset) }
      append(copied..<first, hasEscapes: false, to: &result)
      append(first..<offset, hasEscapes: true, to: &result)
      copied = offset
    }
    guard saysSomething else { return .empty }
    append(copied..<end, hasEscapes: false, to: &result)
    return result.text
  }

  /// The length of a validated escape: `\u0041` or `\n`.
  private func escapeLength(at offset: Int) -> Int { byte(at: offset + 1) == UInt8(ascii: "u") ? 6 : 2 }

  /// Whether an escape stands here, and one that can be written as what it stands for without ending its string or
  /// beginning another escape.
  private func isDecodable(at offset: Int) -> Bool {
    guard byte(at: offset) == UInt8(ascii: "\\") else { return false }
    guard byte(at: offset + 1) == UInt8(ascii: "u") else {
      return byte(at: offset + 1) != UInt8(ascii: "\"") && byte(at: offset + 1) != UInt8(ascii: "\\")
    }
    // 0022 is the quote, 005C the backslash.
    guard byte(at: offset + 2) == UInt8(ascii: "0"), byte(at: offset + 3) == UInt8(ascii: "0") else { return true }
    let (high, low) = (byte(at: offset + 4), byte(at: offset + 5))
    let isQuote = high == UInt8(ascii: "2") && low == UInt8(ascii: "2")
    return !isQuote && !(high == UInt8(ascii: "5") && low | 0x20 == UInt8(ascii: "c"))
  }

  private func append(_ range: Range<Int>, hasEscapes: Bool, to result: inout GatheredWords) {
    guard !range.isEmpty else { return }
    let token = JSONStringToken(start: range.lowerBound, end: range.upperBound, hasEscapes: hasEscapes)
    let offset = result.bytes.count
    if hasEscapes {
      result.bytes.append(contentsOf: text(token).utf8)
    } else {
      unsafe result.bytes.append(contentsOf: UnsafeRawBufferPointer(start: base + token.start, count: range.count))
    }
    guard isTraced else { return }
    result.pieces.append(
      TextPiece(offset: offset, count: result.bytes.count - offset, token: token, isKey: false, isJSON: true))
  }
}
