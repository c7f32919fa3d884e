/// Reads little-endian numbers from a weights file and never beyond its end.
struct WeightsReader {
  /// What has not been read yet.
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func take(_ count: Int) throws(ClassifierFailure) -> ArraySlice<UInt8> {
    guard rest.count >= count else {
      throw .badWeights(reason: "they end \(count - rest.count) bytes too early")
    }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func readUInt32() throws(ClassifierFailure) -> UInt32 {
    try take(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func readUInt64() throws(ClassifierFailure) -> UInt64 {
    let low = try readUInt32()
    return UInt64(low) | UInt64(try readUInt32()) << 32
  }

  /// A share in 0...1, kept in thousandths.
  mutating func readThousandths(as name: String) throws(ClassifierFailure) -> Double {
    let number = try readUInt32()
    guard number <= 1000 else { throw .badWeights(reason: "a \(name) of \(number) thousandths is above 1") }
    return Double(number) / 1000
  }

  /// - Throws: `badWeights` for a number outside `range`, NaN included.
  mutating func readFloat(in range: ClosedRange<Double>, as name: String) throws(ClassifierFailure) -> Double {
    let number = Double(Float(bitPattern: try readUInt32()))
    guard range.contains(number) else { throw .badWeights(reason: "a \(name) of \(number) is not in \(range)") }
    return number
  }
}
