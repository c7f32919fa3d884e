/// Walking objects and arrays.
extension JSONCursor {
  @inline(__always)
  mutating func enterObject() throws(JSONFault) -> JSONScope { try enter(UInt8(ascii: "{")) }

  @inline(__always)
  mutating func enterArray() throws(JSONFault) -> JSONScope { try enter(UInt8(ascii: "[")) }

  @inline(__always)
  private mutating func enter(_ bracket: UInt8) throws(JSONFault) -> JSONScope {
    assert(position < count && byte(at: position) == bracket, "enter a container only after peekType said so")
    guard depth < limits.maxDepth else { throw fault(.tooDeep(limit: limits.maxDepth)) }
    depth &+= 1
    position &+= 1
    return JSONScope(firstKey: keys.count)
  }

  /// Reads the next key and its colon; nil at the object's end, which is then taken.
  ///
  /// The cursor then stands before the key's value, which the caller reads or skips.
  @inline(__always)
  mutating func nextKey(_ scope: inout JSONScope) throws(JSONFault) -> JSONKey? {
    skipWhitespace()
    var byte = try peek()
    if byte == UInt8(ascii: "}") {
      position &+= 1
      depth &-= 1
      keys.close(scope)
      return nil
    }
    if scope.hasElements {
      guard byte == UInt8(ascii: ",") else { throw fault(.unexpectedByte(byte)) }
      position &+= 1
      skipWhitespace()
      byte = try peek()
    }
    scope.hasElements = true
    guard byte == UInt8(ascii: "\"") else { throw fault(.unexpectedByte(byte)) }
    let key = try readKey(&scope)
    skipWhitespace()
    let colon = try peek()
    guard colon == UInt8(ascii: ":") else { throw fault(.unexpectedByte(colon)) }
    position &+= 1
    skipWhitespace()
    return key
  }

  /// Moves to the next element; false at the array's end, which is then taken.
  @inline(__always)
  mutating func nextElement(_ scope: inout JSONScope) throws(JSONFault) -> Bool {
    skipWhitespace()
    let byte = try peek()
    if byte == UInt8(ascii: "]") {
      position &+= 1
      depth &-= 1
      return false
    }
    guard scope.hasElements else {
      scope.hasElements = true
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw fault(.unexpectedByte(byte)) }
    position &+= 1
    skipWhitespace()
    let next = try peek()
    guard next != UInt8(ascii: "]") else { throw fault(.unexpectedByte(next)) }
    return true
  }

  @inline(__always)
  private mutating func readKey(_ scope: inout JSONScope) throws(JSONFault) -> JSONKey {
    let token = try scanString()
    var key = JSONKey(
      hash: 0, offset: UInt32(truncatingIfNeeded: token.start &- 1), start: UInt32(truncatingIfNeeded: token.start),
      count: UInt32(truncatingIfNeeded: token.end &- token.start), isUnescapedCopy: false)
    if token.hasEscapes {
      unescape(token, into: &key)
    } else {
      key.hash = unsafe JSONKeyHash.hash(base + token.start, count: token.end &- token.start, seed: keys.seed)
    }
    if unsafe keys.insert(key, into: &scope, document: base) != nil {
      throw JSONFault(.duplicateKey(name(of: key)), at: token.start - 1)
    }
    guard keys.count &- scope.firstKey <= limits.maxKeysPerObject else {
      throw JSONFault(.tooManyKeys(limit: limits.maxKeysPerObject), at: token.start - 1)
    }
    return key
  }

  private mutating func unescape(_ token: JSONStringToken, into key: inout JSONKey) {
    let decoded = unsafe withUnsafeTemporaryAllocation(byteCount: token.end - token.start, alignment: 8) { buffer in
      guard let base = buffer.baseAddress else { return (start: 0, count: 0, hash: UInt64(0)) }
      let count = unsafe decode(token, into: base)
      let hash = unsafe JSONKeyHash.hash(base, count: count, seed: keys.seed)
      let start = unsafe keys.keep(UnsafeRawBufferPointer(start: base, count: count))
      return (start, count, hash)
    }
    key.start = UInt32(truncatingIfNeeded: decoded.start)
    key.count = UInt32(truncatingIfNeeded: decoded.count)
    key.hash = decoded.hash
    key.isUnescapedCopy = true
  }

  /// A key's text, made fit for messages and paths.
  func name(of key: JSONKey) -> String {
    // Four bytes a scalar at most, and one scalar more than is kept, so that a cut shows.
    let needed = 4 * (PrintableName.maxScalars + 1)
    return unsafe keys.withBytes(of: key, document: base) { bytes in
      PrintableName.of(unsafe String(decoding: bytes.prefix(needed), as: UTF8.self))
    }
  }
}
