/// A hash over key bytes, seeded at random in each process so that nobody can prepare colliding keys.
///
/// Multiply and fold over 8 bytes at a time, as in wyhash; equality is always checked on the bytes.
enum JSONKeyHash {
  static let seed = UInt64.random(in: .min ... .max)

  @inline(__always)
  static func hash(_ base: UnsafeRawPointer, count: Int, seed: UInt64) -> UInt64 {
    var state = fold(seed ^ UInt64(truncatingIfNeeded: count), 0x9E37_79B9_7F4A_7C15)
    var offset = 0
    while offset &+ 8 <= count {
      let word = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      state = fold(state ^ word, 0xA076_1D64_78BD_642F ^ seed)
      offset &+= 8
    }
    let last = unsafe tail(base, from: offset, count: count)
    return fold(state ^ last, 0xE703_7ED1_A0B4_28DB)
  }

  /// The last 0 to 7 bytes as one word, read with loads that overlap instead of byte by byte.
  @inline(__always)
  private static func tail(_ base: UnsafeRawPointer, from offset: Int, count: Int) -> UInt64 {
    let left = count &- offset
    if left >= 4 {
      let low = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      let high = unsafe base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      return UInt64(low) | UInt64(high) &<< 32
    }
    guard left > 0 else { return 0 }
    let first = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    let middle = unsafe base.load(fromByteOffset: offset &+ left &>> 1, as: UInt8.self)
    let last = unsafe base.load(fromByteOffset: count &- 1, as: UInt8.self)
    return UInt64(first) | UInt64(middle) &<< 8 | UInt64(last) &<< 16
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
