import FakeUpstream
import NIOCore
import Proxy
import ServiceLifecycle
import Testing

extension LiveTests {
  @Suite("Shutting down") struct ShutdownTests {
    @Test("an open stream is drained to its end, an idle connection closes, and nobody new comes in")
    func drains() async throws {
      let after = try await LiveProxy.run(LiveSetup { $0.timeouts.drain = .seconds(30) }) { proxy in
        let events = StreamScript.event("This is fine so far.") + StreamScript.event("And on it goes.")
        let gate = proxy.upstream.gate()
        proxy.upstream.script(
          .send(UpstreamText.streamHead + UpstreamText.chunk(events)), .wait(gate),
          .send(UpstreamText.chunk(StreamScript.finish() + StreamScript.done) + UpstreamText.lastChunk))
        let idle = try await proxy.connect()
        #expect(try await idle.ask(ChatText.post("{")).status == 400)
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello", stream: true))
        let start = try await client.read(until: "so far.")
        #expect(start.contains("HTTP/1.1 200"))
        await proxy.services.triggerGracefulShutdown()
        #expect(try await idle.readToEnd().readableBytes == 0)
        await #expect(throws: (any Error).self) { try await proxy.connect() }
        gate.open()
        let rest = String(buffer: try await client.readToEnd())
        #expect(rest.contains("And on it goes.") && rest.contains("[DONE]") && rest.hasSuffix("0\r\n\r\n"))
      }
      #expect(after.outcomes == ["allowed": 1])
    }

    @Test("an answer whose head goes out while draining says that the connection closes")
    func lastAnswer() async throws {
      try await LiveProxy.run(LiveSetup { $0.timeouts.drain = .seconds(30) }) { proxy in
        let gate = proxy.upstream.gate()
        proxy.upstream.script(.wait(gate), .send(UpstreamText.whole("Hello.")))
        let client = try await proxy.connect()
        let idle = try await proxy.connect()
        #expect(try await idle.ask(ChatText.post("{")).status == 400)
        client.send(ChatText.request("Hello"))
        try await proxy.upstream.waitForRequest()
        await proxy.services.triggerGracefulShutdown()
        try await idle.readToEnd()
        gate.open()
        let answer = try await client.readResponse()
        #expect(answer.status == 200 && answer.field("connection") == "close")
        #expect(try await client.readToEnd().readableBytes == 0)
      }
    }

    @Test("what is still open when the time for draining is over is cut off, and counted")
    func drainLimit() async throws {
      let after = try await LiveProxy.run(LiveSetup { $0.timeouts.drain = .milliseconds(200) }) { proxy in
        proxy.upstream.script(.send(UpstreamText.streamHead + UpstreamText.chunk(StreamScript.event("For ever"))))
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello", stream: true))
        try await proxy.upstream.waitForRequest()
        await proxy.services.triggerGracefulShutdown()
        let all = String(buffer: try await client.readToEnd())
        #expect(!all.contains("0\r\n\r\n"))
        try await proxy.upstream.waitForClose()
      }
      #expect(after.outcomes == ["client_gone": 1])
    }

    @Test("a classifier that never comes back does not keep the process from ending")
    func stuckClassifier() async throws {
      let stuck = ScriptedClassifier(inlineByteLimit: 0)
      var setup = LiveSetup { $0.timeouts.drain = .milliseconds(200) }
      setup.classifier = stuck
      try await LiveProxy.run(setup) { proxy in
        let client = try await proxy.connect()
        client.send(ChatText.request("HELD"))
        await proxy.classifier.waitUntilHolding()
      }
      stuck.letGo()
    }

    @Test("cancelled, as when another service has failed, it ends as well")
    func cancelled() async throws {
      let (started, continuation) = AsyncStream.makeStream(of: Void.self)
      await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await LiveProxy.run { proxy in
            continuation.yield()
            _ = try await proxy.connect().readToEnd()
          }
        }
        for await _ in started { break }
        group.cancelAll()
      }
    }
  }
}
