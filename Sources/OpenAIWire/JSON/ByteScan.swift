/// Searches over raw bytes, a word of eight at a time. `base` must be valid for `count` bytes, `start` at most that.
///
/// A byte of a word is tested by its highest bit after arithmetic on the whole word. A borrow can only mark bytes
/// after one that is marked rightly, so the lowest marked byte is the first hit. (Swift's SIMD types were measured at
/// 60 times the time here: their comparisons are not inlined.)
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The first offset from `start` on that holds a quote, a backslash, a control character or a byte above 0x7F.
  @inline(__always)
  static func endOfPlainString(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
    var offset = start
    // Keys and most tokens end within two words, where reading four at once would be for nothing.
    let near = min(count, start &+ 16)
    while offset &+ 8 <= near {
      let stops = unsafe stopsOfPlainString(word(base, offset))
      if stops != 0 { return offset &+ stops.trailingZeroBitCount &>> 3 }
      offset &+= 8
    }
    while offset &+ 32 <= count {
      let stops = unsafe stopsOfPlainString(word(base, offset)) | stopsOfPlainString(word(base, offset &+ 8))
      let more = unsafe stopsOfPlainString(word(base, offset &+ 16)) | stopsOfPlainString(word(base, offset &+ 24))
      if stops | more != 0 { break }
      offset &+= 32
    }
    while offset &+ 8 <= count {
      let stops = unsafe stopsOfPlainString(word(base, offset))
      if stops != 0 { return offset &+ stops.trailingZeroBitCount &>> 3 }
      offset &+= 8
    }
    while offset < count {
      let byte = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x80 { return offset }
      offset &+= 1
    }
    return count
  }

  /// The first offset from `start` on that holds `byte` or `other`, both below 0x80.
  @inline(__always)
  static func first(
    _ byte: UInt8, or other: UInt8, in base: UnsafeRawPointer, from start: Int, count: Int
  ) -> Int {
    let pattern = ones &* UInt64(byte)
    let otherPattern = ones &* UInt64(other)
    var offset = start
    while offset &+ 8 <= count {
      let word = unsafe word(base, offset)
      let hits = (((word ^ pattern) &- ones) | ((word ^ otherPattern) &- ones)) & ~word & highBits
      if hits != 0 { return offset &+ hits.trailingZeroBitCount &>> 3 }
      offset &+= 8
    }
    while offset < count {
      let found = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      if found == byte || found == other { return offset }
      offset &+= 1
    }
    return count
  }

  /// The highest bit of each byte that ends a plain string (bytes after the first such may be marked wrongly).
  @inline(__always)
  private static func stopsOfPlainString(_ word: UInt64) -> UInt64 {
    let controls = word &- ones &* 0x20
    let quotes = (word ^ ones &* 0x22) &- ones
    let backslashes = (word ^ ones &* 0x5C) &- ones
    return (controls | quotes | backslashes | word) & highBits
  }

  @inline(__always)
  private static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
