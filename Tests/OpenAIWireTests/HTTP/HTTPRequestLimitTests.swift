import NIOCore
import OpenAIWire
import Testing

@Suite struct HTTPRequestLimitTests {
  private static let start = "POST / HTTP/1.1\r\nHost: a\r\n"

  @Test("a head of the limit's size is read, and one byte more is refused, however it comes")
  func headLimit() {
    let shorter = Self.start + "X: aaa\r\n\r\n"
    let limit = shorter.utf8.count
    let longer = Self.start + "X: aaaa\r\n\r\n"
    for cuts in [[], Array(1..<limit)] {
      #expect(RequestRun(shorter, cuts: cuts, headLimit: limit).messages.count == 1)
      #expect(RequestRun(longer, cuts: cuts, headLimit: limit).fault == .headTooLarge(limit: limit))
    }
  }

  @Test("a head without end is refused at the limit")
  func endlessHead() {
    let run = RequestRun(Self.start + String(repeating: "X: a\r\n", count: 1000), cuts: Array(1..<2000), headLimit: 512)
    #expect(run.fault == .headTooLarge(limit: 512) && run.mostPending < 512)
  }

  @Test("a body that says it is too long is refused at its head", arguments: ["101", "999999999999999999"])
  func claimedLength(length: String) {
    let run = RequestRun(Self.start + "Content-Length: \(length)\r\n\r\n", bodyLimit: 100)
    #expect(run.fault == .bodyTooLarge(limit: 100) && run.openHead == nil)
    #expect(RequestRun(Self.start + "Content-Length: 100\r\n\r\n", bodyLimit: 100).fault == nil)
  }

  @Test("a chunk that makes the body too long is refused when its size is read")
  func claimedChunk() {
    let head = Self.start + "Transfer-Encoding: chunked\r\n\r\n"
    let most = "60\r\n" + String(repeating: "a", count: 96) + "\r\n4\r\nbbbb\r\n"
    #expect(RequestRun(head + most + "0\r\n\r\n", bodyLimit: 100).messages.first?.body.count == 100)
    #expect(RequestRun(head + most + "1\r\n", bodyLimit: 100).fault == .bodyTooLarge(limit: 100))
    #expect(RequestRun(head + "FFFFFFFFFFFFFFF\r\n", bodyLimit: 100).fault == .bodyTooLarge(limit: 100))
  }

  @Test("memory follows what has come, not what is claimed")
  func memory() {
    let limit = 50_000_000
    for head in ["Content-Length: \(limit)\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n2FAF080\r\nabc"] {
      let run = RequestRun(Self.start + head, bodyLimit: limit)
      #expect(run.fault == nil && run.openHead != nil && run.mostPending <= 3)
    }
  }

  @Test("framing around the data is not held: 1-byte chunks take a byte each")
  func tinyChunks() {
    let chunks = String(repeating: "1;a=b\r\nx\r\n", count: 4000)
    let run = RequestRun(
      Self.start + "Transfer-Encoding: chunked\r\n\r\n" + chunks, cuts: Array(stride(from: 60, to: 40_000, by: 7)))
    #expect(run.fault == nil && run.mostPending <= 4000)
  }

  @Test("a connection whose pipelined requests never end where a read ends does not grow")
  func pipelinedForLong() throws {
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    var reader = HTTPRequestReader(headLimit: 512, bodyLimit: 512)
    var heads = 0
    var mostCapacity = 0
    reader.append(ByteBuffer(string: String(request.prefix(5))))
    for _ in 0..<20_000 {
      reader.append(ByteBuffer(string: String(request.dropFirst(5) + request.prefix(5))))
      reading: while true {
        switch try reader.next() {
        case .needsMore: break reading
        case .body: break
        case .head(let head):
          heads += 1
          mostCapacity = max(mostCapacity, head.fields.bytes.storageCapacity)
        }
      }
    }
    #expect(heads == 20_000 && mostCapacity <= 512)
  }

  @Test("a request may have 128 fields")
  func fields() {
    let lines = (0..<127).map { "X\($0): a\r\n" }.joined()
    #expect(RequestRun(Self.start + lines + "\r\n").messages.first?.fields.count == 128)
  }
}
