import NIOCore
import OpenAIWire
import Testing

@Suite struct HTTPRequestReaderTests {
  @Test("framing that two readers could understand differently is refused", arguments: HTTPRefusedRequests.framing)
  func refusesFraming(row: HTTPRefusedRequests.Row) { expectRefused(row) }

  @Test("lines that are not strictly HTTP/1.1's are refused", arguments: HTTPRefusedRequests.lines)
  func refusesLines(row: HTTPRefusedRequests.Row) { expectRefused(row) }

  @Test("request lines that are not for a reverse proxy are refused", arguments: HTTPRefusedRequests.requestLines)
  func refusesRequestLines(row: HTTPRefusedRequests.Row) { expectRefused(row) }

  @Test("chunks that two readers could understand differently are refused", arguments: HTTPRefusedRequests.chunked)
  func refusesChunks(row: HTTPRefusedRequests.Row) { expectRefused(row) }

  /// Refused, and not for one of the limits; nor is anything before the fault taken for a request.
  private func expectRefused(_ row: HTTPRefusedRequests.Row) {
    let run = RequestRun(row.request, headLimit: 8192, bodyLimit: 8192)
    #expect(run.messages.isEmpty)
    switch run.fault {
    case .malformed, .unsupportedVersion: break
    default: Issue.record("\(String(describing: run.fault))")
    }
  }

  @Test(
    "valid requests are read",
    arguments: [
      ("a body of no bytes", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", ""),
      ("leading zeros", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\nabc", "abc"),
      ("a body of a GET", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "abc"),
      (
        "chunks", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc"
      ),
      ("trailers", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: a\r\nY:\r\n\r\n", ""),
      ("no host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", ""),
      ("an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", ""),
      ("empty lines before it", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", ""),
      ("dots that are no segment", "GET /.../a..b/.c/..d HTTP/1.1\r\nHost: a\r\n\r\n", ""),
      ("dots in the query", "GET /?/../%2e%00\\ HTTP/1.1\r\nHost: a\r\n\r\n", ""),
      ("values that are not ASCII", "GET / HTTP/1.1\r\nHost: a\r\nX: \u{E4}\r\n\r\n", ""),
      ("a method that is not known", "FROB / HTTP/1.1\r\nHost: a\r\n\r\n", ""),
    ])
  func reads(reason: String, request: String, body: String) {
    let run = RequestRun(request)
    #expect(run.fault == nil && run.messages.count == 1 && run.ends == [request.utf8.count])
    #expect(run.messages.first?.body == Array(body.utf8))
  }

  @Test("any request cut short is awaited, not given out")
  func truncated() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\n"
    for request in [
      head + "Content-Length: 3\r\n\r\nabc", head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: a\r\n\r\n",
    ] {
      for length in 0..<request.utf8.count {
        let run = RequestRun(Array(request.utf8.prefix(length)))
        #expect(run.messages.isEmpty && run.fault == nil)
      }
    }
  }

  @Test("requests in one buffer are read one after another, up to the fault")
  func pipelined() {
    let requests = [
      "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
      "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nd\r\n0\r\n\r\n",
      "\r\nGET /4 HTTP/1.1\r\nHost: a\r\n\r\n",
    ]
    let run = RequestRun(requests.joined() + "GET /5 HTTP/3.0\r\nHost: a\r\n\r\n")
    #expect(run.messages.map(\.start) == ["POST /1", "GET /2", "POST /3", "GET /4"])
    #expect(run.messages.map(\.body) == [Array("abc".utf8), [], Array("d".utf8), []])
    #expect(run.ends == requests.indices.map { requests[...$0].joined().utf8.count })
    #expect(run.fault == .unsupportedVersion)
  }

  @Test(
    "the connection goes on or ends",
    arguments: [
      ("HTTP/1.1 goes on", "1.1", "X: a", true),
      ("close", "1.1", "Connection: close", false),
      ("close in capitals", "1.1", "Connection: CLOSE", false),
      ("close among others", "1.1", "Connection: x, close", false),
      ("close in a second field", "1.1", "Connection: x\r\nConnection: close", false),
      ("HTTP/1.0 ends", "1.0", "X: a", false),
      ("keep-alive in HTTP/1.0", "1.0", "Connection: Keep-Alive", true),
      ("close wins over keep-alive", "1.0", "Connection: close\r\nConnection: keep-alive", false),
      ("keep-alive does not undo close", "1.1", "Connection: close\r\nConnection: keep-alive", false),
      ("a Kelvin sign is not `k`", "1.0", "Connection: \u{212A}eep-alive", false),
    ])
  func keepsAlive(reason: String, version: String, fields: String, isKeptAlive: Bool) {
    let run = RequestRun("GET / HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n\r\n")
    #expect(run.messages.count == 1 && run.keptAlive == [isKeptAlive])
  }

  @Test("a head says what is in it")
  func head() throws {
    var reader = HTTPRequestReader(headLimit: 1000, bodyLimit: 10)
    let request = "POST /v1/a?b=c HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n"
    reader.append(ByteBuffer(string: request))
    #expect(!reader.isBetweenRequests)
    guard case .head(let head) = try reader.next() else { throw RefusedHead() }
    #expect(head.method == .post && head.pathText == "/v1/a" && head.hasPath("/v1/a") && !head.hasPath("/v1/b"))
    #expect(String(decoding: head.targetBytes, as: UTF8.self) == "/v1/a?b=c")
    #expect(head.expectsContinue && head.isVersion11 && head.framing == .length(1))
    #expect(!reader.isBetweenRequests)
    reader.append(ByteBuffer(string: "x"))
    guard case .body = try reader.next() else { throw RefusedHead() }
    #expect(reader.isBetweenRequests && reader.pendingBytes == 0)
  }

  @Test("HTTP/1.0 clients do not get a 100 Continue")
  func expectationInVersion10() throws {
    let head = try HTTPRequestHead(parsing: ByteBuffer(string: "GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n"))
    #expect(!head.expectsContinue && !head.isVersion11)
  }

  private struct RefusedHead: Error {}
}
