import NIOCore
import OpenAIWire
import Testing

@Suite struct HTTPFieldScannerTests {
  private func naiveEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { Array(bytes[$0 - 4..<$0]) == Array("\r\n\r\n".utf8) }
  }

  /// Looks again after each cut, as far as the bytes have come, going on from where the last look ended.
  private func end(_ bytes: [UInt8], cuts: [Int]) -> Int? {
    var searched = 0
    for cut in cuts + [bytes.count] {
      let buffer = ByteBuffer(bytes: bytes[..<cut])
      if let end = HTTPFieldScanner.endOfHead(in: buffer.readableBytesUInt8Span, searched: &searched) { return end }
    }
    return nil
  }

  @Test("the end of a head is found where a naive search finds it, at every split")
  func endOfHead() {
    var generator = HTTPMessageGenerator(seed: 21)
    var found = 0
    for _ in 0..<2000 {
      let alphabet = generator.pick(["\r\n", "\r\r\n\n\r\na", "\r\nab"])
      let bytes = (0..<generator.number(0..<40)).map { _ in generator.pick(Array(alphabet.utf8)) }
      let expected = naiveEnd(bytes)
      if expected != nil { found += 1 }
      #expect(end(bytes, cuts: []) == expected, "\(bytes.shown)")
      #expect(end(bytes, cuts: Array(0..<bytes.count)) == expected, "\(bytes.shown)")
      #expect(end(bytes, cuts: generator.cuts(bytes.count)) == expected, "\(bytes.shown)")
      for cut in 0..<bytes.count { #expect(end(bytes, cuts: [cut]) == expected, "cut at \(cut) of \(bytes.shown)") }
    }
    #expect((200..<1800).contains(found))
  }

  @Test("the end of a head is found in every text of nine bytes of CR, LF and a letter")
  func everyText() {
    let alphabet = Array("\r\na".utf8)
    for number in 0..<19_683 {
      var rest = number
      let bytes = (0..<9).map { _ in
        defer { rest /= 3 }
        return alphabet[rest % 3]
      }
      let expected = naiveEnd(bytes)
      #expect(end(bytes, cuts: [number % 10]) == expected, "\(bytes.shown)")
    }
  }

  @Test("a head that drips in is not searched again from its start")
  func movesOn() {
    let bytes = ByteBuffer(repeating: UInt8(ascii: "a"), count: 1000)
    var searched = 0
    #expect(HTTPFieldScanner.endOfHead(in: bytes.readableBytesUInt8Span, searched: &searched) == nil)
    #expect(searched > 990)
  }
}
