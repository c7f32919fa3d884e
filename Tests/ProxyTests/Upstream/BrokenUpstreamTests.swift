import FakeUpstream
import NIOCore
import Proxy
import Testing

extension LiveTests {
  @Suite("Upstream breaks") struct BrokenUpstreamTests {
    /// How upstream answers, and the word that counts it.
    struct Broken: Sendable, CustomTestStringConvertible {
      var what: String
      var steps: [FakeUpstream.Step]
      var status = 502
      var word: String
      var testDescription: String { what }
    }

    private static let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"

    static let beforeTheHead: [Broken] = [
      Broken(what: "closes before the head", steps: [.close], word: "closed_early"),
      Broken(
        what: "closes in the middle of the head", steps: [.send("HTTP/1.1 200 OK\r\ncontent-"), .close],
        word: "closed_early"),
      Broken(
        what: "closes a whole answer early", steps: [.send(head + "content-length: 50\r\n\r\n{\"id\""), .close],
        word: "closed_early"),
      Broken(what: "sends no HTTP", steps: [.send("SSH-2.0-OpenSSH_9.6\r\n\r\n")], word: "malformed"),
      Broken(
        what: "sends two lengths", steps: [.send(head + "content-length: 2\r\ncontent-length: 3\r\n\r\n{}")],
        word: "malformed"),
      Broken(
        what: "sends a length and chunks",
        steps: [.send(head + "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")], word: "malformed"),
      Broken(
        what: "sends a chunk without a size",
        steps: [.send(head + "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")], word: "malformed"),
      Broken(
        what: "sends a head without end",
        steps: [.send("HTTP/1.1 200 OK\r\nx: \(String(repeating: "a", count: 70_000))")], word: "malformed"),
      Broken(
        what: "switches protocols", steps: [.send("HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n")], word: "malformed"),
      Broken(
        what: "compresses what was to be plain",
        steps: [.send(head + "content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}")], word: "encoded"),
      Broken(what: "answers with no JSON", steps: [.send(head + "content-length: 5\r\n\r\nHello")], word: "unreadable"),
      Broken(what: "answers with nothing", steps: [.send(head + "content-length: 0\r\n\r\n")], word: "unreadable"),
    ]

    @Test("before the head the client gets an error of its own, and its connection goes on", arguments: beforeTheHead)
    func beforeHead(broken: Broken) async throws {
      let after = try await LiveProxy.run { proxy in
        proxy.upstream.script(broken.steps)
        proxy.upstream.script(.send(UpstreamText.whole("Hello again.")))
        let client = try await proxy.connect()
        let answer = try await client.ask(ChatText.request("Hello"))
        #expect(answer.status == broken.status && answer.error?.type == "upstream_error")
        #expect(try await client.ask(ChatText.request("Hello")).text.contains("Hello again."))
        client.close()
      }
      #expect(after.metric("evenkeel_upstream_failures_total{reason=\"\(broken.word)\"}") == 1)
      #expect(after.outcomes == ["upstream_failed": 1, "allowed": 1])
    }

    @Test("a connection that is broken off before the head gives 502")
    func reset() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(.reset)
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 502 && answer.error?.type == "upstream_error")
      }
    }

    @Test("an upstream that refuses connections gives 502 that says so")
    func refused() async throws {
      let gone = try await FakeUpstream.start()
      let port = gone.port
      try await gone.stop()
      var setup = LiveSetup()
      setup.upstreamAddress = { _ in try UpstreamAddress.parse("http://127.0.0.1:\(port)") }
      let after = try await LiveProxy.run(setup) { proxy in
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 502 && answer.error?.message.contains("cannot be reached") == true)
        let status = await proxy.server.upstreamStatus()
        #expect(status != .reachable)
      }
      #expect(after.metric("evenkeel_upstream_failures_total{reason=\"unreachable\"}") == 1)
    }

    @Test(
      "what broke in the middle of a judged stream is told in the stream, which then ends", arguments: [false, true])
    func middleOfJudgedStream(byReset: Bool) async throws {
      let after = try await LiveProxy.run { proxy in
        let first = StreamScript.event("This is fine so far.", role: true) + StreamScript.event("And on it goes.")
        let gate = proxy.upstream.gate()
        proxy.upstream.script(
          .send(UpstreamText.streamHead + UpstreamText.chunk(first)), .wait(gate),
          .send("40\r\ndata: {\"id\":\"up-1\",\"choi"), byReset ? .reset : .close)
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello", stream: true))
        _ = try await client.read(until: "so far.")
        gate.open()
        let rest = try await client.read(until: "0\r\n\r\n")
        #expect(rest.contains("data: {\"error\":{") && rest.contains("upstream_error"))
        #expect(!rest.contains("[DONE]") && !rest.contains("choi"))
        proxy.upstream.script(.send(UpstreamText.whole("Hello again.")))
        #expect(try await client.ask(ChatText.request("Hello")).text.contains("Hello again."))
        client.close()
      }
      #expect(after.outcomes == ["upstream_failed": 1, "allowed": 1])
    }

    @Test(
      "what broke in the middle of an unjudged stream is told in the stream where an event ends",
      arguments: ["\n", "\r\n"])
    func middleOfPassedStream(lineEnd: String) async throws {
      let event = StreamScript.event("Hello").replacing("\n", with: lineEnd)
      try await LiveProxy.run(LiveSetup(.off)) { proxy in
        // The event's last byte in a chunk of its own: where events end does not depend on the chunks.
        let chunks = UpstreamText.chunk(String(event.unicodeScalars.dropLast())) + UpstreamText.chunk("\n")
        proxy.upstream.script(.send(UpstreamText.streamHead + chunks), .close)
        let answer = try await proxy.ask(ChatText.request("Hello", stream: true))
        #expect(answer.text.hasPrefix(event) && answer.text.contains("data: {\"error\":{"))
        #expect(!answer.text.contains("[DONE]"))
      }
    }

    @Test("an unjudged stream that broke inside an event is broken off")
    func insideEvent() async throws {
      try await LiveProxy.run(LiveSetup(.off)) { proxy in
        proxy.upstream.script(.send(UpstreamText.streamHead + UpstreamText.chunk("data: {\"id")), .close)
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello", stream: true))
        let all = String(buffer: try await client.readToEnd())
        #expect(all.contains("data: {\"id") && !all.hasSuffix(UpstreamText.lastChunk))
      }
    }

    @Test("an unjudged answer that broke off is broken off for the client too")
    func unjudgedShort() async throws {
      let after = try await LiveProxy.run(LiveSetup(.off)) { proxy in
        proxy.upstream.script(.send(Self.head + "content-length: 50\r\n\r\n{\"id\""), .close)
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello"))
        let all = String(buffer: try await client.readToEnd())
        #expect(all.hasSuffix("{\"id\"") && all.contains("content-length: 50"))
      }
      #expect(after.metric("evenkeel_upstream_failures_total{reason=\"closed_early\"}") == 1)
    }

    @Test("an answer that ends with its connection is whole", arguments: [false, true])
    func untilClose(judged: Bool) async throws {
      try await LiveProxy.run(LiveSetup(judged ? LivePolicy() : .off)) { proxy in
        proxy.upstream.script(.send(Self.head + "\r\n" + StreamScript.whole(["Hello."])), .close)
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 200 && answer.text == StreamScript.whole(["Hello."]))
      }
    }

    @Test(
      "a stream without any event is an empty stream, and the next request is answered",
      arguments: ["", ": ping\n\n", "data: [DONE]\n\n"])
    func emptyStream(events: String) async throws {
      try await LiveProxy.run { proxy in
        let chunk = events.isEmpty ? "" : UpstreamText.chunk(events)
        proxy.upstream.script(.send(UpstreamText.streamHead + chunk + UpstreamText.lastChunk))
        proxy.upstream.script(.send(UpstreamText.whole("Hello again.")))
        let client = try await proxy.connect()
        let answer = try await client.ask(ChatText.request("Hello", stream: true))
        #expect(answer.status == 200 && answer.field("content-type") == "text/event-stream")
        #expect(answer.text == (events.hasPrefix("data") ? events : ""))
        #expect(try await client.ask(ChatText.request("Hello")).text.contains("Hello again."))
        client.close()
      }
    }

    @Test("an interim response is read over")
    func interim() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(.send("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + UpstreamText.whole("Hello.")))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 200 && answer.field("link") == nil)
      }
    }

    @Test("an event over the limit, and an answer over the limit, are not passed on", arguments: [false, true])
    func tooLarge(isStream: Bool) async throws {
      let setup = LiveSetup {
        $0.limits.eventBytes = 2000
        $0.limits.answerBytes = 2000
      }
      let after = try await LiveProxy.run(setup) { proxy in
        let text = String(repeating: "a", count: 3000)
        proxy.upstream.script(.send(isStream ? UpstreamText.stream([text]) : UpstreamText.whole(text)))
        let answer = try await proxy.ask(ChatText.request("Hello", stream: isStream))
        #expect(answer.status == 502 && !answer.text.contains("aaa"))
      }
      #expect(after.metric("evenkeel_upstream_failures_total{reason=\"unreadable\"}") == 1)
    }
  }
}
