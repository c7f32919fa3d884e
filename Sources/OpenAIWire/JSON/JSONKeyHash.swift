/// A hash over key bytes, seeded at random in each process so that nobody can prepare colliding keys.
///
/// Multiply and fold as in wyhash, one multiplication up to 16 bytes; equality is always checked on the bytes.
enum JSONKeyHash {
  static let seed = UInt64.random(in: .min ... .max)

  @inline(__always)
  static func hash(_ base: UnsafeRawPointer, count: Int, seed: UInt64) -> UInt64 {
    // Both factors carry a secret: who could make one of them zero would make every such hash zero.
    let secret = (seed ^ 0xA076_1D64_78BD_642F) &* 0x9E37_79B9_7F4A_7C15
    var state = seed ^ UInt64(truncatingIfNeeded: count)
    var offset = 0
    while offset &+ 16 < count {
      state = unsafe fold(state ^ word(base, offset), word(base, offset &+ 8) ^ secret)
      offset &+= 16
    }
    let left = count &- offset
    let low = left >= 8 ? unsafe word(base, offset) : 0
    let high = left >= 8 ? unsafe word(base, count &- 8) : unsafe shortWord(base, offset, count: left)
    return fold(state ^ low, high ^ secret)
  }

  /// The last `count` bytes of at most 7 as one word, read with loads that overlap instead of byte by byte.
  ///
  /// Two runs of the same count have the same word only when they are equal.
  @inline(__always)
  static func shortWord(_ base: UnsafeRawPointer, _ offset: Int, count: Int) -> UInt64 {
    if count >= 4 {
      let low = unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      let high = unsafe base.loadUnaligned(fromByteOffset: offset &+ count &- 4, as: UInt32.self)
      return UInt64(low) | UInt64(high) &<< 32
    }
    guard count > 0 else { return 0 }
    let first = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    let middle = unsafe base.load(fromByteOffset: offset &+ count &>> 1, as: UInt8.self)
    let last = unsafe base.load(fromByteOffset: offset &+ count &- 1, as: UInt8.self)
    return UInt64(first) | UInt64(middle) &<< 8 | UInt64(last) &<< 16
  }

  @inline(__always)
  static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
