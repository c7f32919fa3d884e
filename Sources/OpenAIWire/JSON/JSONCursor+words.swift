/// Gathering all words of a value whose structure does not matter.
extension JSONCursor {
  /// Takes one value and appends every string in it to `words`, keys too, in the document's order, each after a
  /// line feed.
  ///
  /// A line feed, since no server renders two strings of one value without at least a quote between them.
  mutating func gatherWords(_ filter: WordFilter, into words: inout GatheredWords) throws(JSONFault) {
    switch try peekType() {
    case .string:
      let token = try scanString()
      if filter == .exceptIdentifiers, isIdentifier(token) { return }
      append(token, to: &words)
    case .number: try scanNumber()
    case .bool: _ = try readBool()
    case .null: try readNull()
    case .array:
      var scope = try enterArray()
      while try nextElement(&scope) { try gatherWords(filter, into: &words) }
    case .object:
      var scope = try enterObject()
      while let key = try nextKey(&scope) { try gatherWords(of: key, filter, into: &words) }
    }
  }

  /// Takes the value of a key and appends the words of both.
  mutating func gatherWords(
    of key: JSONKey, _ filter: WordFilter, into words: inout GatheredWords
  ) throws(JSONFault) {
    if filter == .items {
      let keyword = ItemKeyword.table.name(of: key, in: self)
      if keyword == nil { append(key, unless: false, to: &words) }
      let isString = try peekType() == .string
      return try gatherWords(keyword?.isConstant == true && isString ? .exceptIdentifiers : .items, into: &words)
    }
    guard filter == .schema else {
      append(key, unless: filter == .exceptIdentifiers, to: &words)
      return try gatherWords(filter, into: &words)
    }
    let keyword = SchemaKeyword.table.name(of: key, in: self)
    if keyword == nil { append(key, unless: false, to: &words) }
    guard keyword == .type, try peekType() == .string else { return try gatherWords(filter, into: &words) }
    let token = try scanString()
    if SchemaTypeName.table.name(of: token, in: self) == nil { append(token, to: &words) }
  }

  /// What a key says.
  ///
  /// - Parameter skipsIdentifiers: whether a plain identifier says nothing.
  func words(_ key: JSONKey, unless skipsIdentifiers: Bool = true) -> TracedText {
    var words = GatheredWords()
    append(key, unless: skipsIdentifiers, to: &words)
    return words.text
  }

  /// Takes the value of a key that is not known and returns all its words, and the key's where it is no plain identifier.
  mutating func readWords(of key: JSONKey) throws(JSONFault) -> TracedText {
    var words = GatheredWords()
    append(key, unless: true, to: &words)
    try gatherWords(.everything, into: &words)
    return words.text
  }

  /// Whether a string is short and made of letters, digits and `_-.:/+` only, so that it holds no sentence.
  func isIdentifier(_ token: JSONStringToken) -> Bool {
    guard !token.hasEscapes, token.end - token.start <= 64 else { return false }
    return isIdentifier(from: token.start, to: token.end)
  }

  /// Whether a string is visible ASCII only, as URLs and base64 are.
  func isUnspaced(_ token: JSONStringToken) -> Bool {
    guard !token.hasEscapes else { return false }
    for offset in token.start..<token.end where byte(at: offset) <= 0x20 || byte(at: offset) >= 0x7F { return false }
    return true
  }

  private func isIdentifier(from start: Int, to end: Int) -> Bool {
    for offset in start..<end {
      switch byte(at: offset) {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "+"):
        continue
      default: return false
      }
    }
    return true
  }

  private func append(_ key: JSONKey, unless skipsIdentifiers: Bool, to words: inout GatheredWords) {
    if skipsIdentifiers, !key.isUnescapedCopy, key.count <= 64,
      isIdentifier(from: Int(key.start), to: Int(key.start + key.count))
    {
      return
    }
    guard key.count > 0 else { return }
    if !words.bytes.isEmpty { words.bytes.append(UInt8(ascii: "\n")) }
    let offset = words.bytes.count
    unsafe keys.withBytes(of: key, document: base) { unsafe words.bytes.append(contentsOf: $0) }
    note(from: offset, isKey: true, of: isTraced ? self.token(of: key) : nil, in: &words)
  }

  private func append(_ token: JSONStringToken, to words: inout GatheredWords) {
    guard !token.isEmpty else { return }
    if !words.bytes.isEmpty { words.bytes.append(UInt8(ascii: "\n")) }
    let offset = words.bytes.count
    defer { note(from: offset, isKey: false, of: isTraced ? token : nil, in: &words) }
    guard token.hasEscapes else {
      return unsafe words.bytes.append(
        contentsOf: UnsafeRawBufferPointer(start: base + token.start, count: token.end - token.start))
    }
    unsafe withUnsafeTemporaryAllocation(byteCount: token.end - token.start, alignment: 8) { buffer in
      guard let target = buffer.baseAddress else { return }
      let count = unsafe decode(token, into: target)
      unsafe words.bytes.append(contentsOf: UnsafeRawBufferPointer(start: target, count: count))
    }
  }

  private func note(from offset: Int, isKey: Bool, of token: JSONStringToken?, in words: inout GatheredWords) {
    guard let token else { return }
    words.pieces.append(
      TextPiece(offset: offset, count: words.bytes.count - offset, token: token, isKey: isKey))
  }

  /// The string that a key is in the document.
  private func token(of key: JSONKey) -> JSONStringToken {
    let start = Int(key.offset) + 1
    guard key.isUnescapedCopy else {
      return JSONStringToken(start: start, end: start + Int(key.count), hasEscapes: false)
    }
    var end = start
    while byte(at: end) != UInt8(ascii: "\"") { end += byte(at: end) == UInt8(ascii: "\\") ? 2 : 1 }
    return JSONStringToken(start: start, end: end, hasEscapes: true)
  }
}
