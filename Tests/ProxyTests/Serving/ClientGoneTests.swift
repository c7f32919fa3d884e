import FakeUpstream
import NIOCore
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  @Suite("The client goes away") struct ClientGoneTests {
    @Test("before the answer: upstream's connection closes at once")
    func beforeHead() async throws {
      let after = try await LiveProxy.run { proxy in
        proxy.upstream.script([])
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello"))
        try await proxy.upstream.waitForRequest()
        client.close()
        try await proxy.upstream.waitForClose()
      }
      #expect(after.outcomes == ["client_gone": 1])
      #expect(after.metric("evenkeel_requests_total{endpoint=\"chat_completions\",outcome=\"client_gone\"}") == 1)
    }

    @Test("by its sending side only: it counts as gone, as with other proxies, and its connection closes")
    func halfClosed() async throws {
      let after = try await LiveProxy.run { proxy in
        proxy.upstream.script([])
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello"))
        try await proxy.upstream.waitForRequest()
        client.halfClose()
        #expect(try await client.readToEnd().readableBytes == 0)
        try await proxy.upstream.waitForClose()
      }
      #expect(after.outcomes == ["client_gone": 1])
    }

    @Test("while its prompt is judged: upstream is never called")
    func whileJudging() async throws {
      let after = try await LiveProxy.run(LiveSetup().onThreads()) { proxy in
        let client = try await proxy.connect()
        client.send(ChatText.request("HELD"))
        await proxy.classifier.waitUntilHolding()
        try await client.closeNow()
        // The same loop answers another client afterwards, so the first is known to be gone by then.
        let other = try await proxy.ask(ChatText.get("/nothing"))
        #expect(other.status == 404)
        proxy.classifier.letGo()
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let last = try await proxy.ask(ChatText.request("Hello"))
        #expect(last.status == 200 && proxy.upstream.requests.count == 1)
      }
      #expect(after.outcomes == ["client_gone": 1, "allowed": 1])
    }

    @Test("in the middle of a stream: upstream's connection closes at once", arguments: [false, true])
    func inStream(judged: Bool) async throws {
      let after = try await LiveProxy.run(LiveSetup(judged ? LivePolicy() : .off)) { proxy in
        let events = StreamScript.event("This is fine so far.") + StreamScript.event("And on it goes.")
        proxy.upstream.script(.send(UpstreamText.streamHead + UpstreamText.chunk(events)))
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello", stream: true))
        _ = try await client.read(until: "so far.")
        client.close()
        try await proxy.upstream.waitForClose()
      }
      #expect(after.outcomes == ["client_gone": 1])
    }

    @Test("while it waits for a connection: the next in the queue gets it")
    func whileWaiting() async throws {
      let setup = LiveSetup { $0.limits.upstreamConnections = 1 }
      let after = try await LiveProxy.run(setup) { proxy in
        let gate = proxy.upstream.gate()
        proxy.upstream.script(.wait(gate), .send(UpstreamText.whole("First.")))
        proxy.upstream.script(.send(UpstreamText.whole("Last.")))
        let first = try await proxy.connect()
        first.send(ChatText.request("first"))
        try await proxy.upstream.waitForRequest()
        let gone = try await proxy.connect()
        try await gone.sendNow(ChatText.request("gone"))
        // Answered by the same loop after it, so it is in the queue by then.
        _ = try await proxy.ask(ChatText.get("/nothing"))
        try await gone.closeNow()
        _ = try await proxy.ask(ChatText.get("/nothing"))
        gate.open()
        let answer = try await first.readResponse()
        #expect(answer.text.contains("First."))
        let last = try await proxy.ask(ChatText.request("last"))
        #expect(last.text.contains("Last.") && proxy.upstream.requests.count == 2)
        first.close()
      }
      #expect(after.outcomes == ["client_gone": 1, "allowed": 2])
    }

    @Test("after the model's refusal: the record says that the client was gone")
    func recorded() async throws {
      let after = try await LiveProxy.run { proxy in
        // The refusal detector looks once the opening is full.
        let opening = "Sorry, I cannot help with that. " + String(repeating: "It is not for me. ", count: 60)
        let events = StreamScript.event(opening) + StreamScript.event("And so on, and so on, and on.")
        proxy.upstream.script(.send(UpstreamText.streamHead + UpstreamText.chunk(events)))
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello", stream: true))
        _ = try await client.read(until: "not for me. \"}")
        client.close()
        try await proxy.upstream.waitForClose()
      }
      #expect(after.records.map(\.delivery) == [.clientGone])
      #expect(after.records.map(\.verdict.rawValue) == ["exaggerated_refusal"])
    }
  }
}
