/// Reads what `SpillBytes` wrote. Throws where the bytes are none of its own, as those of another version may be.
struct SpillBytesReader {
  /// The bytes end too soon or mean nothing.
  struct Unreadable: Error {}

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func word() throws(Unreadable) -> UInt64 {
    guard bytes.endIndex - position >= 8 else { throw Unreadable() }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += 8
    return value
  }

  mutating func int() throws(Unreadable) -> Int { Int(Int64(bitPattern: try word())) }
  mutating func double() throws(Unreadable) -> Double { Double(bitPattern: try word()) }

  mutating func bool() throws(Unreadable) -> Bool {
    guard position < bytes.endIndex, bytes[position] <= 1 else { throw Unreadable() }
    defer { position += 1 }
    return bytes[position] == 1
  }

  /// Bytes that stand behind their length.
  mutating func slice() throws(Unreadable) -> ArraySlice<UInt8> {
    let count = try int()
    guard count >= 0, count <= bytes.endIndex - position else { throw Unreadable() }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func string() throws(Unreadable) -> String { String(decoding: try slice(), as: UTF8.self) }

  mutating func value<Value: RawRepresentable<String>>() throws(Unreadable) -> Value {
    guard let value = Value(rawValue: try string()) else { throw Unreadable() }
    return value
  }

  mutating func optionalInt() throws(Unreadable) -> Int? { try bool() ? try int() : nil }
  mutating func optionalDouble() throws(Unreadable) -> Double? { try bool() ? try double() : nil }
  mutating func optionalString() throws(Unreadable) -> String? { try bool() ? try string() : nil }
  mutating func optionalValue<Value: RawRepresentable<String>>() throws(Unreadable) -> Value? {
    try bool() ? try value() : nil
  }
}
