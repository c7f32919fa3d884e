import NIOCore
import OpenAIWire
import Testing

@Suite struct HTTPResponseReaderTests {
  @Test(
    "a status that has no body ends at its head, whatever its fields say",
    arguments: [
      ("an answer to HEAD", "200 OK", "Content-Length: 5", true),
      ("an answer to HEAD with chunks", "200 OK", "Transfer-Encoding: chunked", true),
      ("an answer to HEAD without framing", "200 OK", "X: a", true),
      ("204", "204 No Content", "Content-Length: 5", false),
      ("204 with chunks", "204 No Content", "Transfer-Encoding: chunked", false),
      ("304", "304 Not Modified", "Content-Length: 5", false),
      ("304 without framing", "304 Not Modified", "X: a", false),
    ])
  func noBody(reason: String, status: String, field: String, answersHead: Bool) {
    let run = ResponseRun("HTTP/1.1 \(status)\r\n\(field)\r\n\r\n", answersHead: answersHead)
    #expect(run.fault == nil && run.messages.map(\.body) == [[]] && run.keptAlive == [true])
  }

  @Test(
    "interim responses are read over",
    arguments: [
      "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\nX: a\r\n\r\n",
      "HTTP/1.1 103 Early Hints\r\nLink: a\r\nContent-Length: 3\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
    ])
  func interim(interim: String) {
    let run = ResponseRun(interim + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
    #expect(run.messages.map(\.start) == ["200"] && run.messages.first?.body == Array("ab".utf8))
  }

  @Test("a body without framing ends with the connection")
  func untilClose() {
    for version in ["1.0", "1.1"] {
      let text = "HTTP/\(version) 200 OK\r\nConnection: keep-alive\r\n\r\nabc\r\n0\r\n\r\n"
      let open = ResponseRun(text)
      #expect(open.messages.isEmpty && open.open?.body == Array("abc\r\n0\r\n\r\n".utf8))
      let closed = ResponseRun(text, closes: true)
      #expect(closed.messages.count == 1 && closed.endedByClose == true && closed.keptAlive == [false])
    }
  }

  @Test(
    "a connection that ends anywhere within a response has truncated it",
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: a\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
    ])
  func truncated(response: String) {
    for length in 0..<response.utf8.count {
      let run = ResponseRun(Array(response.utf8.prefix(length)), closes: true)
      #expect(run.messages.isEmpty && run.fault == .truncated && run.endedByClose == false)
    }
    #expect(ResponseRun(response).messages.count == 1)
  }

  @Test(
    "responses that are not strictly HTTP/1.1's are refused",
    arguments: [
      ("HTTP/0.9", "HTTP/0.9 200 OK\r\n\r\n"),
      ("HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n"),
      ("HTTP/2.0", "HTTP/2.0 200 OK\r\n\r\n"),
      ("not HTTP", "SSH-2.0-OpenSSH\r\n\r\n"),
      ("a line that is too short", "HTTP/1.1 20\r\n\r\n"),
      ("two digits", "HTTP/1.1 20 OK\r\n\r\n"),
      ("four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
      ("a reason that touches the status", "HTTP/1.1 200OK\r\n\r\n"),
      ("a tab after the status", "HTTP/1.1 200\tOK\r\n\r\n"),
      ("a plus sign", "HTTP/1.1 +20 OK\r\n\r\n"),
      ("two blanks", "HTTP/1.1  200 OK\r\n\r\n"),
      ("a status below 100", "HTTP/1.1 099 OK\r\n\r\n"),
      ("a status above 599", "HTTP/1.1 600 OK\r\n\r\n"),
      ("a switch of protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
      ("an interim response that closes", "HTTP/1.1 100 OK\r\nConnection: close\r\n\r\nHTTP/1.1 204 OK\r\n\r\n"),
      ("an interim response of HTTP/1.0", "HTTP/1.0 100 OK\r\n\r\nHTTP/1.0 204 OK\r\n\r\n"),
      ("a control byte in the reason", "HTTP/1.1 200 O\u{1}K\r\n\r\n"),
      ("LF alone", "HTTP/1.1 200 OK\nX: a\r\n\r\n"),
      ("an empty line first", "\r\nHTTP/1.1 200 OK\r\n\r\n"),
      ("a length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"),
      ("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n"),
      ("two lengths of a 204", "HTTP/1.1 204 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"),
      ("chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
      ("a coding that is not known", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"),
      ("a folded line", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n"),
      ("a chunk that is longer than its size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"),
      ("a head larger than the limit", "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 3000)),
    ])
  func refuses(reason: String, response: String) {
    let run = ResponseRun(response)
    #expect(run.messages.isEmpty && run.fault != nil && run.fault != .truncated)
  }

  @Test(
    "the connection goes on or ends",
    arguments: [
      ("HTTP/1.1 goes on", "1.1", "X: a", true),
      ("close", "1.1", "Connection: close", false),
      ("close among others", "1.1", "Connection: x, Close", false),
      ("HTTP/1.0 ends", "1.0", "X: a", false),
      ("keep-alive in HTTP/1.0", "1.0", "Connection: keep-alive", true),
      ("close wins over keep-alive", "1.0", "Connection: close\r\nConnection: keep-alive", false),
    ])
  func keepsAlive(reason: String, version: String, fields: String, isKeptAlive: Bool) {
    let run = ResponseRun("HTTP/\(version) 200 OK\r\nContent-Length: 0\r\n\(fields)\r\n\r\n")
    #expect(run.messages.count == 1 && run.keptAlive == [isKeptAlive])
  }

  @Test("bytes that were not asked for are seen between responses")
  func unasked() throws {
    var reader = HTTPResponseReader(headLimit: 100)
    #expect(reader.isBetweenResponses)
    reader.append(ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"))
    var events = 0
    reading: while true {
      switch try reader.next() {
      case .end, .needsMore: break reading
      case .head, .body: events += 1
      }
    }
    #expect(events == 2 && !reader.isBetweenResponses)
  }

  @Test("pieces of a body go on as they come")
  func pieces() throws {
    var reader = HTTPResponseReader(headLimit: 100)
    reader.append(ByteBuffer(string: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"))
    guard case .head = try reader.next(), case .body(let first) = try reader.next(),
      case .needsMore = try reader.next()
    else {
      Issue.record("the first piece did not come")
      return
    }
    reader.append(ByteBuffer(string: "cde\r\n1\r\nf\r\n"))
    guard case .body(let second) = try reader.next(), case .needsMore = try reader.next() else {
      Issue.record("the second piece did not come")
      return
    }
    #expect(String(buffer: first) == "ab" && String(buffer: second) == "cdef")
  }
}
