/// Writes values one behind the other, integers as 8 bytes little-endian, texts behind their length.
struct SpillBytes {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func put(_ value: Int) { put(UInt64(bitPattern: Int64(value))) }
  mutating func put(_ value: Double) { put(value.bitPattern) }
  mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes += text.utf8
  }

  mutating func put(_ value: some RawRepresentable<String>) { put(value.rawValue) }

  /// A value that may be missing: a byte that says whether it is there, then the value.
  mutating func put<Value>(_ value: Value?, _ put: (inout SpillBytes, Value) -> Void) {
    self.put(value != nil)
    if let value { put(&self, value) }
  }

  mutating func put(_ value: Int?) { put(value) { $0.put($1) } }
  mutating func put(_ value: Double?) { put(value) { $0.put($1) } }
  mutating func put(_ text: String?) { put(text) { $0.put($1) } }

  /// Bytes behind their length.
  mutating func put(_ inner: SpillBytes) {
    put(inner.bytes.count)
    bytes += inner.bytes
  }
}
