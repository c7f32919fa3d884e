/// The names of a protocol object's keys, looked up by a key's bytes in constant time.
///
/// `Name` is an enum whose raw values are the names on the wire, of 24 bytes at most.
struct JSONNameTable<Name: RawRepresentable & CaseIterable & Sendable>: Sendable where Name.RawValue == String {
  private struct Entry: Sendable {
    var hash: UInt64
    var bytes: JSONName
    var name: Name
  }

  private let entries: [Entry]
  /// Index into `entries` plus one; 0 is free. At most a quarter is taken.
  private let slots: [UInt8]

  init() {
    entries = Name.allCases.map { name in
      precondition(name.rawValue.utf8.count <= JSONName.maxCount, "`\(name.rawValue)` is too long for the table")
      return unsafe Array(name.rawValue.utf8).withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress, bytes.count > 0 else { preconditionFailure("an empty name") }
        return unsafe Entry(
          hash: JSONKeyHash.hash(base, count: bytes.count, seed: JSONKeyHash.seed),
          bytes: JSONName(base, count: bytes.count), name: name)
      }
    }
    precondition(entries.count <= 64, "too many names for the table")
    var slots = [UInt8](repeating: 0, count: 256)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & 255
      while slots[slot] != 0 { slot = (slot + 1) & 255 }
      slots[slot] = UInt8(index + 1)
    }
    self.slots = slots
  }

  /// The name that a key is, or nil.
  @inline(__always)
  func name(of key: JSONKey, in cursor: borrowing JSONCursor) -> Name? {
    guard let index = slot(of: key.hash) else { return nil }
    return unsafe cursor.keys.withBytes(of: key, document: cursor.base) { bytes in
      unsafe name(at: index, of: bytes)
    }
  }

  /// The name that a string is, or nil.
  @inline(__always)
  func name(of token: JSONStringToken, in cursor: borrowing JSONCursor) -> Name? {
    // What is escaped is taken for unknown, which is safe: unknown words are judged.
    guard !token.hasEscapes, !token.isEmpty, token.end &- token.start <= JSONName.maxCount else { return nil }
    let bytes = unsafe UnsafeRawBufferPointer(start: cursor.base + token.start, count: token.end &- token.start)
    return unsafe name(of: bytes, seed: cursor.keys.seed)
  }

  /// The name that a key is, or nil for an unknown one; a fault when a server that ignores case would know it.
  ///
  /// Go's `encoding/json`, for one, ignores ASCII case and takes U+017F for `s` and U+212A for `k`. A server that
  /// reads keys as C strings would stop at U+0000, so that is where the comparison stops.
  @inline(__always)
  func unambiguousName(of key: JSONKey, in cursor: borrowing JSONCursor) throws(JSONFault) -> Name? {
    if let name = name(of: key, in: cursor) { return name }
    if let known = foldedName(of: key, in: cursor) {
      throw JSONFault(.ambiguousKey(cursor.name(of: key), known: known.rawValue), at: Int(key.offset))
    }
    return nil
  }

  /// Index of the entry with this hash.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & 255
    while slots[slot] != 0 {
      let index = Int(slots[slot]) &- 1
      if entries[index].hash == hash { return index }
      slot = (slot &+ 1) & 255
    }
    return nil
  }

  @inline(__always)
  private func name(at index: Int, of bytes: UnsafeRawBufferPointer) -> Name? {
    guard let base = bytes.baseAddress, bytes.count > 0, bytes.count <= JSONName.maxCount else { return nil }
    return unsafe JSONName(base, count: bytes.count) == entries[index].bytes ? entries[index].name : nil
  }

  private func name(of bytes: UnsafeRawBufferPointer, seed: UInt64) -> Name? {
    guard let base = bytes.baseAddress else { return nil }
    guard let index = unsafe slot(of: JSONKeyHash.hash(base, count: bytes.count, seed: seed)) else { return nil }
    return unsafe name(at: index, of: bytes)
  }

  @inline(never)
  private func foldedName(of key: JSONKey, in cursor: borrowing JSONCursor) -> Name? {
    // Folding shortens: a letter of a name may have taken three bytes. What is longer can only be cut by a NUL.
    guard key.count <= 256 else { return nil }
    let seed = cursor.keys.seed
    return unsafe cursor.keys.withBytes(of: key, document: cursor.base) { bytes in
      unsafe withUnsafeTemporaryAllocation(byteCount: JSONName.maxCount, alignment: 8) { folded in
        let count = unsafe Self.fold(bytes, into: folded)
        guard count > 0 else { return nil }
        return unsafe name(of: UnsafeRawBufferPointer(start: folded.baseAddress, count: count), seed: seed)
      }
    }
  }

  /// Writes the key in lower case, up to a NUL, and returns its length; 0 when it is longer than any name.
  private static func fold(_ bytes: UnsafeRawBufferPointer, into folded: UnsafeMutableRawBufferPointer) -> Int {
    var count = 0
    var index = 0
    while index < bytes.count {
      var byte = unsafe bytes[index]
      if byte == 0 { break }
      if byte >= 0x41, byte <= 0x5A {
        byte |= 0x20
      } else if byte == 0xC5, index + 1 < bytes.count, unsafe bytes[index + 1] == 0xBF {
        byte = UInt8(ascii: "s")
        index += 1
      } else if byte == 0xE2, index + 2 < bytes.count, unsafe bytes[index + 1] == 0x84, unsafe bytes[index + 2] == 0xAA
      {
        byte = UInt8(ascii: "k")
        index += 2
      }
      guard count < folded.count else { return 0 }
      unsafe folded[count] = byte
      count += 1
      index += 1
    }
    return count
  }
}
