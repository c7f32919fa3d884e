import NIOCore
import OpenAIWire
import Testing

@Suite struct ByteBufferDecimalTests {
  private static let borders: [Int] = {
    var numbers: Set<Int> = [0, .max, .max - 1]
    var ten = 1
    while true {
      numbers.formUnion([ten - 1, ten, ten + 1])
      let (next, overflowed) = ten.multipliedReportingOverflow(by: 10)
      if overflowed { break }
      ten = next
    }
    for shift in 0..<63 { numbers.formUnion([(1 << shift) - 1, 1 << shift, (1 << shift) + 1]) }
    return numbers.sorted()
  }()

  @Test("decimal digits are those of String(radix:) at every power of ten and two")
  func decimal() {
    for number in Self.borders {
      var buffer = ByteBuffer()
      buffer.writeDecimal(number)
      #expect(String(buffer: buffer) == String(number, radix: 10))
    }
  }

  @Test("hexadecimal digits are those of String(radix:) at every power of ten and two")
  func hexadecimal() {
    for number in Self.borders {
      var buffer = ByteBuffer()
      buffer.writeHexadecimal(number)
      #expect(String(buffer: buffer) == String(number, radix: 16))
    }
  }
}
