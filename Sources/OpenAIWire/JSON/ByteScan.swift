/// Searches over raw bytes, 16 at a time. `base` must stay valid for `count` bytes; all offsets lie in 0...count.
enum ByteScan {
  /// The first offset from `start` on that holds a quote, a backslash, a control character or a byte above 0x7F.
  @inline(__always)
  static func endOfPlainString(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
    var offset = start
    while offset &+ 16 <= count {
      let bytes = unsafe base.loadUnaligned(fromByteOffset: offset, as: SIMD16<Int8>.self)
      // As signed bytes, everything below a space is either a control character or not ASCII.
      let stops = (bytes .< 0x20) .| (bytes .== 0x22) .| (bytes .== 0x5C)
      if let lane = firstLane(of: stops) { return offset &+ lane }
      offset &+= 16
    }
    while offset < count {
      let byte = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x80 { return offset }
      offset &+= 1
    }
    return count
  }

  /// The first offset from `start` on that holds `byte` or `other`.
  @inline(__always)
  static func first(
    _ byte: UInt8, or other: UInt8, in base: UnsafeRawPointer, from start: Int, count: Int
  ) -> Int {
    var offset = start
    while offset &+ 16 <= count {
      let bytes = unsafe base.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
      let hits = (bytes .== byte) .| (bytes .== other)
      if let lane = firstLane(of: hits) { return offset &+ lane }
      offset &+= 16
    }
    while offset < count {
      let found = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      if found == byte || found == other { return offset }
      offset &+= 1
    }
    return count
  }

  /// The lowest lane that is set. The mask is taken as two words: the standard library's `any` compiles to far more.
  @inline(__always)
  private static func firstLane(of mask: SIMDMask<SIMD16<Int8>>) -> Int? {
    let words = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    if words.x | words.y == 0 { return nil }
    return words.x != 0
      ? UInt64(littleEndian: words.x).trailingZeroBitCount &>> 3
      : 8 &+ UInt64(littleEndian: words.y).trailingZeroBitCount &>> 3
  }
}
