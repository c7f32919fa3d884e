extension JSONCursor {
  /// Takes a URL, or what is encoded or encrypted, which is no words while it has no spaces; its words, should it be
  /// something else.
  mutating func readEncoded() throws(JSONFault) -> TracedText {
    guard try peekType() == .string else { return try readWords(.everything) }
    let token = try scanString()
    return isUnspaced(token) ? .empty : words(token)
  }

  /// Whether the array that was read from an offset on has no elements.
  func isEmptyArray(from start: Int) -> Bool {
    var offset = start + 1
    while byte(at: offset) <= 0x20 { offset += 1 }
    return byte(at: offset) == UInt8(ascii: "]")
  }
}
