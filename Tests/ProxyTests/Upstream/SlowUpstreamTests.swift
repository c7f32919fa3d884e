import FakeUpstream
import NIOCore
import Proxy
import Testing

extension LiveTests {
  @Suite("Upstream is slow") struct SlowUpstreamTests {
    private let impatient = LiveSetup { $0.timeouts.answerIdle = .milliseconds(500) }

    @Test("silence before the head gives 504, and upstream is cancelled")
    func beforeHead() async throws {
      let after = try await LiveProxy.run(impatient) { proxy in
        proxy.upstream.script([])
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 504 && answer.error?.code == "upstream_timeout")
        try await proxy.upstream.waitForClose()
      }
      #expect(after.metric("evenkeel_upstream_failures_total{reason=\"idle\"}") == 1)
      #expect(after.outcomes == ["upstream_failed": 1])
    }

    @Test("silence in the middle of a stream is told in the stream", arguments: [false, true])
    func inStream(judged: Bool) async throws {
      var setup = LiveSetup(judged ? LivePolicy() : .off) { $0.timeouts.answerIdle = .milliseconds(500) }
      setup.inlineByteLimit = 0
      try await LiveProxy.run(setup) { proxy in
        let events = StreamScript.event("This is fine so far.") + StreamScript.event("And on it goes.")
        proxy.upstream.script(.send(UpstreamText.streamHead + UpstreamText.chunk(events)))
        let answer = try await proxy.ask(ChatText.request("Hello", stream: true))
        #expect(answer.text.contains("so far.") && answer.text.contains("upstream_timeout"))
        #expect(!answer.text.contains("[DONE]"))
        try await proxy.upstream.waitForClose()
      }
    }

    @Test("silence in the middle of a whole answer gives 504 where it is judged, else a broken answer")
    func inWhole() async throws {
      let part = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{\"id\":"
      try await LiveProxy.run(impatient) { proxy in
        proxy.upstream.script(.send(part))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 504)
      }
      var unjudged = impatient
      unjudged.policy = .off
      try await LiveProxy.run(unjudged) { proxy in
        proxy.upstream.script(.send(part))
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello"))
        let all = String(buffer: try await client.readToEnd())
        #expect(all.hasSuffix("{\"id\":"))
      }
    }

    @Test("an answer that never pauses for long and never ends is ended by the total limit")
    func total() async throws {
      let setup = LiveSetup { $0.timeouts.total = .milliseconds(300) }
      let after = try await LiveProxy.run(setup) { proxy in
        let event = Array(UpstreamText.chunk(StreamScript.event("and on, and on, and on")).utf8)
        proxy.upstream.script(.send(UpstreamText.streamHead), .pour(event, times: 100_000_000))
        let answer = try await proxy.ask(ChatText.request("Hello", stream: true))
        #expect(answer.text.contains("and on") && answer.text.contains("upstream_timeout"))
        try await proxy.upstream.waitForClose()
      }
      #expect(after.metric("evenkeel_upstream_failures_total{reason=\"too_slow\"}") == 1)
    }

    @Test("a wait for a connection counts towards the total limit")
    func waitingTotal() async throws {
      let setup = LiveSetup {
        $0.timeouts.total = .milliseconds(300)
        $0.limits.upstreamConnections = 1
      }
      try await LiveProxy.run(setup) { proxy in
        proxy.upstream.script([])
        let clients = [try await proxy.connect(), try await proxy.connect()]
        for client in clients { client.send(ChatText.request("Hello")) }
        for client in clients {
          let answer = try await client.readResponse()
          #expect(answer.status == 504)
          client.close()
        }
      }
    }
  }
}
