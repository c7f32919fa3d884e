import FakeUpstream
import NIOCore
import Proxy
import Testing

extension LiveTests {
  @Suite("Reading requests") struct RequestReadingTests {
    private let hello = FakeUpstream.Step.send(UpstreamText.whole("Hello."))

    /// A body, the word for programs, and what the message names.
    static let badBodies: [(body: String, code: String, names: String, reason: String)] = [
      ("", "invalid_json", "unexpected end", "nothing"),
      ("{", "invalid_json", "unexpected end", "cut off"),
      ("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]} x", "invalid_json", "after the end", "two documents"),
      (
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"messages\":[]}", "invalid_json",
        "duplicate key `messages`", "read two ways"
      ),
      ("{\"Messages\":[]}", "ambiguous_parameter", "`Messages`", "some servers ignore case"),
      (
        "{\"x\":" + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "}", "invalid_json",
        "nested more than 64 deep", "too deep"
      ),
      ("{\"messages\":\"BAD\"}", "invalid_type", "`messages`", "no array"),
      ("{\"model\":\"m\"}", "missing_required_parameter", "`messages`", "nothing to answer"),
      ("{\"messages\":[{\"role\":\"user\",\"content\":\"\u{1}\"}]}", "invalid_json", "control character", "unescaped"),
    ]

    @Test("a bad body is 400 that names its fault, and the connection goes on", arguments: badBodies.indices)
    func badBody(index: Int) async throws {
      let bad = Self.badBodies[index]
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        let answer = try await client.ask(ChatText.post(bad.body))
        #expect(answer.status == 400 && answer.error?.code == bad.code, "\(bad.reason): \(answer.text)")
        #expect(answer.error?.message.contains(bad.names) == true, "\(answer.text)")
        #expect(answer.field("x-evenkeel-action") == "none" && answer.field("connection") == nil)
        proxy.upstream.script(hello)
        #expect(try await client.ask(ChatText.request("Hello")).status == 200)
        #expect(proxy.upstream.requests.count == 1)
        client.close()
      }
      #expect(after.metric("evenkeel_requests_total{endpoint=\"chat_completions\",outcome=\"rejected\"}") == 1)
    }

    @Test("1,000 bad bodies sent ahead on one connection are answered one by one")
    func pipelinedBad() async throws {
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        client.send(String(repeating: ChatText.post("{\"messages\":[],\"messages\":[]}"), count: 1000))
        for _ in 0..<1000 {
          let answer = try await client.readResponse()
          #expect(answer.status == 400)
        }
        client.close()
      }
      #expect(after.metric("evenkeel_requests_total{endpoint=\"chat_completions\",outcome=\"rejected\"}") == 1000)
    }

    @Test("1,000 good requests sent ahead are answered in their order", arguments: [false, true])
    func pipelinedGood(onThreads: Bool) async throws {
      let setup = LiveSetup()
      try await LiveProxy.run(onThreads ? setup.onThreads() : setup) { proxy in
        for number in 0..<1000 { proxy.upstream.script(.send(UpstreamText.whole("Answer \(number)."))) }
        let client = try await proxy.connect()
        client.send((0..<1000).map { ChatText.request("Question \($0)") }.joined())
        for number in 0..<1000 {
          let answer = try await client.readResponse()
          #expect(answer.text == StreamScript.whole(["Answer \(number)."]))
        }
        #expect(proxy.upstream.requests.last?.body == Array(ChatText.body("Question 999").utf8))
        #expect(proxy.upstream.connectionCount == 1)
        client.close()
      }
    }

    @Test("a large request sent ahead waits for its turn, however small heads must be")
    func pipelinedLarge() async throws {
      let prompt = String(repeating: "All work and no play. ", count: 20_000)
      let after = try await LiveProxy.run(LiveSetup { $0.limits.headBytes = 1000 }) { proxy in
        let gate = proxy.upstream.gate()
        proxy.upstream.script(.wait(gate), hello)
        proxy.upstream.script(hello)
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello"))
        try await proxy.upstream.waitForRequest()
        client.send(ChatText.request(prompt))
        // Answered by the same loop, which has read by then what it reads ahead.
        for _ in 0..<3 { _ = try await proxy.ask(ChatText.get("/nothing")) }
        gate.open()
        #expect(try await client.readResponse().status == 200)
        #expect(try await client.readResponse().status == 200)
        #expect(proxy.upstream.requests.last?.body == Array(ChatText.body(prompt).utf8))
        client.close()
      }
      #expect(after.outcomes == ["allowed": 2])
    }

    @Test("a request that comes byte by byte is read as one")
    func byteByByte() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(hello)
        let client = try await proxy.connect()
        for byte in ChatText.request("Grüße 🙂").utf8 { client.send([byte]) }
        let answer = try await client.readResponse()
        #expect(answer.status == 200)
        #expect(proxy.upstream.requests.map(\.body) == [Array(ChatText.body("Grüße 🙂").utf8)])
        client.close()
      }
    }

    @Test("a chunked request goes upstream with its length")
    func chunkedRequest() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(hello)
        let body = ChatText.body("Hello")
        let chunks = body.prefix(7) + "|" + body.dropFirst(7)
        let coded =
          chunks.split(separator: "|").map { UpstreamText.chunk(String($0)) }.joined() + UpstreamText.lastChunk
        let answer = try await proxy.ask(
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n\(coded)")
        #expect(answer.status == 200)
        let request = try #require(proxy.upstream.requests.first)
        #expect(request.body == Array(body.utf8) && !request.head.lowercased().contains("transfer-encoding"))
      }
    }

    @Test("a client that waits for `100 Continue` gets it before its body, and none for what is refused")
    func expectContinue() async throws {
      try await LiveProxy.run(LiveSetup { $0.limits.requestBodyBytes = 1000 }) { proxy in
        proxy.upstream.script(hello)
        let body = ChatText.body("Hello")
        let client = try await proxy.connect()
        let head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
        client.send(head + "content-length: \(body.utf8.count)\r\n\r\n")
        #expect(try await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
        let answer = try await client.ask(body)
        #expect(answer.status == 200)
        #expect(proxy.upstream.requests.first?.head.lowercased().contains("expect") == false)
        let refused = try await client.ask(head + "content-length: 1001\r\n\r\n")
        #expect(refused.status == 400 && refused.error?.code == "request_too_large")
        client.close()
        let unknown = try await proxy.ask(
          "POST /x HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 9\r\n\r\n")
        #expect(unknown.status == 404)
      }
    }

    @Test("an HTTP/1.0 client gets its answer without chunks, and the connection ends", arguments: [false, true])
    func oldClient(isStream: Bool) async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(isStream ? .send(UpstreamText.stream(["Hello", " there."])) : hello)
        let request = ChatText.request("Hello", stream: isStream).replacing("HTTP/1.1", with: "HTTP/1.0")
        let client = try await proxy.connect()
        let answer = try await client.ask(request)
        #expect(answer.status == 200 && answer.field("transfer-encoding") == nil)
        #expect(answer.field("connection") == "close")
        #expect(answer.text == (isStream ? StreamScript.stream(["Hello", " there."]) : StreamScript.whole(["Hello."])))
        #expect(try await client.readToEnd().readableBytes == 0)
      }
    }

    @Test("a client that asks for it is let go after its answer")
    func connectionClose() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(hello)
        let client = try await proxy.connect()
        let answer = try await client.ask(ChatText.request("Hello", fields: "connection: close\r\n"))
        #expect(answer.status == 200 && answer.field("connection") == "close")
        #expect(try await client.readToEnd().readableBytes == 0)
        let gone = try await proxy.connect()
        _ = try await gone.ask(ChatText.request("BAD", fields: "connection: close\r\n") + ChatText.request("BAD"))
        #expect(try await gone.readToEnd().readableBytes == 0, "nothing is answered after the last answer")
      }
    }

    /// What is no acceptable request, its status and code.
    static let badHeads: [(bytes: String, status: Int, code: String, reason: String)] = [
      (
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 2001\r\n\r\n", 400, "request_too_large",
        "a body over the limit, refused before it comes"
      ),
      (
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n7d1\r\n"
          + String(repeating: "a", count: 2001), 400, "request_too_large", "a chunked body over the limit"
      ),
      (
        "GET /v1/models HTTP/1.1\r\nhost: x\r\nx: " + String(repeating: "a", count: 1100), 431,
        "request_head_too_large", "a head over the limit"
      ),
      ("GET /v1/models HTTP/2.0\r\nhost: x\r\n\r\n", 505, "http_version", "another version"),
      (
        "POST /v1/models HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", 400, "malformed_http",
        "read two ways"
      ),
      (
        "POST /v1/models HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n", 400,
        "malformed_http", "read two ways"
      ),
      ("GET /v1/models HTTP/1.1\r\n\r\n", 400, "malformed_http", "no host"),
      ("GET http://other/v1/models HTTP/1.1\r\nhost: x\r\n\r\n", 400, "malformed_http", "a proxy request"),
      ("GET /v1/models/../../admin HTTP/1.1\r\nhost: x\r\n\r\n", 400, "malformed_http", "another path in the end"),
      ("\u{16}\u{3}\u{1}\u{2}\u{0}", 400, "malformed_http", "TLS to a plain port"),
    ]

    @Test(
      "what is no acceptable request is refused in OpenAI's shape, and the connection ends", arguments: badHeads.indices
    )
    func badHead(index: Int) async throws {
      let bad = Self.badHeads[index]
      let setup = LiveSetup {
        $0.limits.requestBodyBytes = 2000
        $0.limits.headBytes = 1000
      }
      let after = try await LiveProxy.run(setup) { proxy in
        let client = try await proxy.connect()
        let answer = try await client.ask(bad.bytes)
        #expect(answer.status == bad.status && answer.error?.code == bad.code, "\(bad.reason): \(answer.text)")
        #expect(try await client.readToEnd().readableBytes == 0)
        client.close()
        #expect(proxy.upstream.requests.isEmpty)
      }
      #expect(after.metric("evenkeel_requests_rejected_total{status=\"\(bad.status)\"}") == 1)
    }

    @Test("a body at its limit is served")
    func atLimit() async throws {
      let body = ChatText.body("Hello")
      try await LiveProxy.run(LiveSetup { $0.limits.requestBodyBytes = body.utf8.count }) { proxy in
        proxy.upstream.script(hello)
        let answer = try await proxy.ask(ChatText.post(body))
        #expect(answer.status == 200)
      }
    }

    @Test("connections beyond the limit are closed as they come, and counted")
    func tooManyConnections() async throws {
      let after = try await LiveProxy.run(LiveSetup { $0.limits.connections = 1 }) { proxy in
        proxy.upstream.script(hello)
        let first = try await proxy.connect()
        let answer = try await first.ask(ChatText.request("Hello"))
        #expect(answer.status == 200)
        let second = try await proxy.connect()
        #expect(try await second.readToEnd().readableBytes == 0)
        first.close()
      }
      #expect(after.metric("evenkeel_limits_hit_total{limit=\"connections\"}") == 1)
    }
  }
}
