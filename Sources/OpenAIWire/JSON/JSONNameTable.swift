/// The names of a protocol object's keys, looked up by a key's bytes in constant time.
///
/// `Name` is an enum whose raw values are the names on the wire, in lower case.
struct JSONNameTable<Name: RawRepresentable & CaseIterable & Sendable>: Sendable where Name.RawValue == String {
  private struct Entry: Sendable {
    var hash: UInt64
    var bytes: [UInt8]
    var name: Name
  }

  private let entries: [Entry]
  /// Index into `entries` plus one; 0 is free. At most a quarter is taken.
  private let slots: [UInt8]

  init() {
    entries = Name.allCases.map { name in
      let bytes = Array(name.rawValue.utf8)
      return Entry(hash: Self.hash(bytes), bytes: bytes, name: name)
    }
    precondition(entries.count < 64, "too many names for the table")
    var slots = [UInt8](repeating: 0, count: 256)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & 255
      while slots[slot] != 0 { slot = (slot + 1) & 255 }
      slots[slot] = UInt8(index + 1)
    }
    self.slots = slots
  }

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an empty name") }
      return unsafe JSONKeyHash.hash(base, count: buffer.count, seed: JSONKeyHash.seed)
    }
  }

  /// The name that a key is, or nil.
  @inline(__always)
  func name(of key: JSONKey, in cursor: borrowing JSONCursor) -> Name? {
    var slot = Int(truncatingIfNeeded: key.hash) & 255
    while slots[slot] != 0 {
      let index = Int(slots[slot]) &- 1
      if entries[index].hash == key.hash, isEqual(entries[index].bytes, key, in: cursor) { return entries[index].name }
      slot = (slot &+ 1) & 255
    }
    return nil
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

  @inline(__always)
  private func isEqual(_ bytes: [UInt8], _ key: JSONKey, in cursor: borrowing JSONCursor) -> Bool {
    guard bytes.count == Int(key.count) else { return false }
    return unsafe cursor.keys.withBytes(of: key, document: cursor.base) { found in
      for index in 0..<bytes.count where unsafe found[index] != bytes[index] { return false }
      return true
    }
  }

  @inline(never)
  private func foldedName(of key: JSONKey, in cursor: borrowing JSONCursor) -> Name? {
    unsafe cursor.keys.withBytes(of: key, document: cursor.base) { bytes in
      let folded = unsafe Self.folded(bytes)
      guard !folded.isEmpty else { return nil }
      let hash = Self.hash(folded)
      return entries.first { $0.hash == hash && $0.bytes == folded }?.name
    }
  }

  /// The key in lower case, up to a NUL; empty when no name can be that long.
  private static func folded(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    // A name is 32 bytes long at most, and no folded letter takes more than three.
    guard bytes.count <= 128 else { return [] }
    var folded: [UInt8] = []
    folded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = unsafe bytes[index]
      if byte == 0 { break }
      if byte >= 0x41, byte <= 0x5A {
        folded.append(byte | 0x20)
      } else if byte == 0xC5, index + 1 < bytes.count, unsafe bytes[index + 1] == 0xBF {
        folded.append(UInt8(ascii: "s"))
        index += 1
      } else if byte == 0xE2, index + 2 < bytes.count, unsafe bytes[index + 1] == 0x84, unsafe bytes[index + 2] == 0xAA
      {
        folded.append(UInt8(ascii: "k"))
        index += 2
      } else {
        folded.append(byte)
      }
      index += 1
    }
    return folded
  }
}
