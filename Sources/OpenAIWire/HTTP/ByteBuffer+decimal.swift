package import NIOCore

extension ByteBuffer {
  /// Writes a number of at least 0 in decimal digits, without making a string of it.
  package mutating func writeDecimal(_ number: Int) {
    precondition(number >= 0, "only lengths and counts are written")
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      writeInteger(UInt8(truncatingIfNeeded: 48 + number / divisor % 10))
      divisor /= 10
    }
  }

  /// Writes a number of at least 0 in lower-case hexadecimal digits.
  package mutating func writeHexadecimal(_ number: Int) {
    precondition(number >= 0, "only lengths and counts are written")
    var shift = max(0, (Int.bitWidth - number.leadingZeroBitCount + 3) / 4 * 4 - 4)
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: number >> shift & 0xF)
      writeInteger(digit < 10 ? 48 + digit : 87 + digit)
      shift -= 4
    }
  }
}
