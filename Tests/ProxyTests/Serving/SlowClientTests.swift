import FakeUpstream
import NIOCore
import Proxy
import Testing

extension LiveTests {
  @Suite("The client is slow") struct SlowClientTests {
    /// 64 KB of a chunk, and how many make the answer: more than all socket buffers between can take.
    private static let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 64 * 1024)
    private static let pieces = 1024

    private static var head: String {
      "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: \(piece.count * pieces)\r\n\r\n"
    }

    @Test("a client that does not read stops upstream, and gets all of 64 MB once it reads")
    func heldThenWhole() async throws {
      let upstream = try await FakeUpstream.start(sendBuffer: 64 * 1024)
      try await LiveProxy.run(LiveSetup(.off), upstream: upstream) { proxy in
        proxy.upstream.script(.send(Self.head), .pour(Self.piece, times: Self.pieces))
        let client = try await proxy.connect(.init(autoRead: false, receiveBuffer: 64 * 1024))
        client.send(ChatText.request("Hello"))
        try await proxy.upstream.wait { $0 == .held }
        try await client.startReading()
        let answer = try await client.readResponse()
        #expect(answer.body == ByteBuffer(repeating: UInt8(ascii: "a"), count: Self.piece.count * Self.pieces))
        client.close()
      }
    }

    @Test("a client that never reads is closed after its time, and upstream was held back meanwhile")
    func stalled() async throws {
      let upstream = try await FakeUpstream.start(sendBuffer: 64 * 1024)
      let setup = LiveSetup(.off) { $0.timeouts.clientStall = .milliseconds(400) }
      let after = try await LiveProxy.run(setup, upstream: upstream) { proxy in
        proxy.upstream.script(.send(Self.head), .pour(Self.piece, times: Self.pieces))
        let client = try await proxy.connect(.init(autoRead: false, receiveBuffer: 64 * 1024))
        client.send(ChatText.request("Hello"))
        try await proxy.upstream.waitForClose()
        // The systems' own buffers on the way take some; the proxy's would have taken all.
        #expect(proxy.upstream.writtenBytes < Self.piece.count * Self.pieces / 2)
        client.close()
      }
      #expect(after.metric("evenkeel_limits_hit_total{limit=\"client_stall\"}") == 1)
      #expect(after.outcomes == ["client_gone": 1])
    }

    @Test("a judged stream is held back by a client that does not read, and comes whole once it reads")
    func judgedStream() async throws {
      let upstream = try await FakeUpstream.start(sendBuffer: 64 * 1024)
      let text = String(repeating: "all is well ", count: 5000)
      let event = StreamScript.event(text)
      var policy = LivePolicy()
      policy.window = 8000
      try await LiveProxy.run(LiveSetup(policy), upstream: upstream) { proxy in
        proxy.upstream.script(
          .send(UpstreamText.streamHead), .pour(Array(UpstreamText.chunk(event).utf8), times: 300),
          .send(UpstreamText.chunk(StreamScript.done) + UpstreamText.lastChunk))
        let client = try await proxy.connect(.init(autoRead: false, receiveBuffer: 64 * 1024))
        client.send(ChatText.request("Hello", stream: true))
        try await proxy.upstream.wait { $0 == .held }
        try await client.startReading()
        let answer = try await client.readResponse()
        #expect(answer.body.readableBytes == 300 * event.utf8.count + StreamScript.done.utf8.count)
        client.close()
      }
    }

    @Test("a judged answer of 20 MB comes whole, streamed or not", arguments: [false, true])
    func large(isStream: Bool) async throws {
      let text = String(repeating: "all is well ", count: 5_000)
      // Judging is some fifty times slower without optimisation.
      #if DEBUG
        let times = 20
      #else
        let times = 340
      #endif
      var policy = LivePolicy()
      policy.window = 8000
      try await LiveProxy.run(LiveSetup(policy)) { proxy in
        let event = StreamScript.event(text)
        let expected: ByteBuffer
        if isStream {
          proxy.upstream.script(
            .send(UpstreamText.streamHead), .pour(Array(UpstreamText.chunk(event).utf8), times: times),
            .send(UpstreamText.chunk(StreamScript.done) + UpstreamText.lastChunk))
          expected = ByteBuffer(string: String(repeating: event, count: times) + StreamScript.done)
        } else {
          let whole = StreamScript.whole(["MARK"]).split(separator: "MARK")
          let body = String(whole[0]) + String(repeating: text, count: times) + String(whole[1])
          proxy.upstream.script(.send(UpstreamText.response(body)))
          expected = ByteBuffer(string: body)
        }
        let answer = try await proxy.ask(ChatText.request("Hello", stream: isStream))
        #expect(answer.status == 200 && answer.body.readableBytes == expected.readableBytes)
        #expect(answer.body == expected)
      }
    }

    @Test(
      "a head, and a body, that drip in are refused after their time",
      arguments: [
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-",
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n"
          + "content-length: 500\r\n\r\n{\"model\":",
      ])
    func dripping(start: String) async throws {
      let after = try await LiveProxy.run(LiveSetup { $0.timeouts.request = .milliseconds(200) }) { proxy in
        let client = try await proxy.connect()
        client.send(start)
        let answer = try await client.readResponse()
        #expect(answer.status == 408 && answer.error?.code == "request_timeout")
        #expect(answer.field("connection") == "close")
        client.close()
      }
      #expect(after.metric("evenkeel_limits_hit_total{limit=\"request_timeout\"}") == 1)
    }

    @Test("a byte now and then does not put the request's time off")
    func steadyDrip() async throws {
      try await LiveProxy.run(LiveSetup { $0.timeouts.request = .milliseconds(300) }) { proxy in
        let client = try await proxy.connect()
        client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n")
        // Field by field for as long as the connection lasts; each write waits for the one before.
        var sent = 0
        while !client.inbox.hasEnded {
          sent += 1
          do { try await client.channel.writeAndFlush(ByteBuffer(string: "x-\(sent % 10): \(sent)\r\n")).get() } catch {
            break
          }
          if sent > 100 { break }
        }
        let all = String(buffer: try await client.readToEnd())
        #expect(all.contains("HTTP/1.1 408"))
      }
    }

    @Test("an idle connection closes without a word, before a first request and after one")
    func idle() async throws {
      let setup = LiveSetup {
        $0.timeouts.clientIdle = .milliseconds(200)
        $0.timeouts.request = .milliseconds(200)
      }
      try await LiveProxy.run(setup) { proxy in
        let silent = try await proxy.connect()
        #expect(try await silent.readToEnd().readableBytes == 0)
        let client = try await proxy.connect()
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        _ = try await client.ask(ChatText.request("Hello"))
        #expect(try await client.readToEnd().readableBytes == 0)
      }
    }
  }
}
