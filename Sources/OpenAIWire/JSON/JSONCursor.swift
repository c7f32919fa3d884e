/// A strict, pulling reader over one JSON document.
///
/// The caller walks the document: `enterObject`, then `nextKey` until nil, each followed by reading or skipping one
/// value; arrays alike. Every byte is validated on the way, skipped values too, so a document that was walked to
/// `finish` without a fault is RFC 8259 JSON in valid UTF-8 without duplicate keys.
///
/// INVARIANT: `base` points to `count` readable bytes for the cursor's life, and 0 <= position <= count. Only
/// `JSONDocument.read` makes cursors, and it keeps the bytes alive.
@safe
struct JSONCursor: ~Copyable {
  let base: UnsafeRawPointer
  let count: Int
  let mode: JSONMode
  let limits: JSONLimits
  /// Whether words come with where they stand (`TracedText.pieces`).
  let isTraced: Bool
  /// Offset of the next byte.
  var position = 0
  var depth = 0
  var keys: JSONKeyStack

  init(
    base: UnsafeRawPointer, count: Int, mode: JSONMode, limits: JSONLimits, isTraced: Bool,
    keys: consuming JSONKeyStack
  ) {
    unsafe self.base = unsafe base
    self.count = count
    self.mode = mode
    self.limits = limits
    self.isTraced = isTraced
    self.keys = keys
  }

  /// The byte at an offset below `count`.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < count)
    return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// The next byte, without taking it.
  @inline(__always)
  func peek() throws(JSONFault) -> UInt8 {
    guard position < count else { throw JSONFault(.unexpectedEnd, at: count) }
    return byte(at: position)
  }

  func fault(_ kind: JSONFault.Kind) -> JSONFault { JSONFault(kind, at: position) }

  @inline(__always)
  mutating func skipWhitespace() {
    while position < count {
      let byte = byte(at: position)
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position &+= 1
    }
  }

  /// The type of the next value; white space before it is skipped.
  @inline(__always)
  mutating func peekType() throws(JSONFault) -> JSONType {
    skipWhitespace()
    let byte = try peek()
    switch byte {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return .number
    default: throw fault(.unexpectedByte(byte))
    }
  }

  /// Ends the document: only white space may be left.
  mutating func finish() throws(JSONFault) {
    skipWhitespace()
    guard position == count else { throw fault(.trailingBytes) }
  }
}

/// The type of a JSON value.
enum JSONType {
  case string, number, bool, null, object, array
}
