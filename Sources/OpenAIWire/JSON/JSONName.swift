/// Up to 24 bytes of a name as three words, to be compared at once. Without a reference to count.
struct JSONName: Equatable, Sendable {
  static let maxCount = 24

  let count: Int
  let first: UInt64
  let second: UInt64
  let third: UInt64

  /// - Parameter count: at most `maxCount`.
  @inline(__always)
  init(_ base: UnsafeRawPointer, count: Int) {
    self.count = count
    first = unsafe Self.word(base, 0, count: count)
    second = count > 8 ? unsafe Self.word(base, 8, count: count) : 0
    third = count > 16 ? unsafe Self.word(base, 16, count: count) : 0
  }

  @inline(__always)
  private static func word(_ base: UnsafeRawPointer, _ offset: Int, count: Int) -> UInt64 {
    count &- offset >= 8
      ? unsafe JSONKeyHash.word(base, offset) : unsafe JSONKeyHash.shortWord(base, offset, count: count &- offset)
  }
}
