import NIOCore
import OpenAIWire
import Testing

@Suite struct HTTPChunkedDecoderTests {
  @Test(
    "chunked bodies are decoded up to their end and no further",
    arguments: [
      ("no data", "0\r\n\r\n", ""),
      ("one chunk", "3\r\nabc\r\n0\r\n\r\n", "abc"),
      ("more chunks", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc"),
      (
        "sizes in both cases with zeros before them", "00a\r\n0123456789\r\n0B\r\n0123456789a\r\n000\r\n\r\n",
        "01234567890123456789a"
      ),
      ("15 digits", "000000000000003\r\nabc\r\n0\r\n\r\n", "abc"),
      ("data that looks like framing", "7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n", "\r\n0\r\n\r\n"),
      ("an extension", "3;a\r\nabc\r\n0;b\r\n\r\n", "abc"),
      ("extensions with values", "3;a=b;c;d=e\r\nabc\r\n0\r\n\r\n", "abc"),
      ("a quoted value", "3;a=\"b;\\\"c\"\r\nabc\r\n0\r\n\r\n", "abc"),
      ("an empty quoted value", "3;a=\"\";b\r\nabc\r\n0\r\n\r\n", "abc"),
      ("trailers", "0\r\nX: a\r\nY:\r\nContent-Lengths: 1\r\nHos: a\r\n\r\n", ""),
    ])
  func decodes(reason: String, body: String, data: String) throws {
    for size in 1...(body.utf8.count + 4) {
      var decoder = HTTPChunkedDecoder()
      var input = ByteBuffer()
      var decoded: [UInt8] = []
      var rest = Array((body + "REST").utf8)[...]
      while !decoder.isDone, !rest.isEmpty {
        input.writeBytes(rest.prefix(size))
        rest = rest.dropFirst(size)
        if let piece = try decoder.decode(&input) {
          #expect(piece.readableBytes > 0)
          decoded += piece.readableBytesView
        }
        #expect(decoder.isDone || input.readableBytes == 0)
      }
      #expect(decoder.isDone && decoded == Array(data.utf8))
      #expect(Array(input.readableBytesView) + rest == Array("REST".utf8))
    }
  }

  @Test("data in one piece is not copied")
  func oneSlice() throws {
    var decoder = HTTPChunkedDecoder()
    var input = ByteBuffer(string: "3\r\nabc\r\n0\r\n\r\n")
    let before = input.withVeryUnsafeBytes { $0.baseAddress }
    let piece = try #require(try decoder.decode(&input))
    #expect(piece.withVeryUnsafeBytes { $0.baseAddress.map { $0 - 3 } } == before)
  }

  @Test("data up to the limit is decoded, and a size beyond it refused before its data")
  func limit() throws {
    var decoder = HTTPChunkedDecoder(bodyLimit: 4)
    var input = ByteBuffer(string: "3\r\nabc\r\n1\r\nd\r\n")
    #expect(try decoder.decode(&input).map { String(buffer: $0) } == "abcd")
    input.writeString("1\r\n")
    #expect(throws: HTTPFault.bodyTooLarge(limit: 4)) { try decoder.decode(&input) }
  }

  @Test("the largest sizes do not overflow")
  func largest() throws {
    var decoder = HTTPChunkedDecoder()
    var input = ByteBuffer(string: "FFFFFFFFFFFFFFF\r\nabc")
    #expect(try decoder.decode(&input)?.readableBytes == 3)
    #expect(!decoder.isDone)
  }
}
