import FakeUpstream
import Proxy
import Testing

extension LiveTests {
  @Suite("Upstream connections") struct UpstreamPoolTests {
    private let hello = FakeUpstream.Step.send(UpstreamText.whole("Hello."))

    @Test("requests one after another share a connection, of whichever client")
    func reused() async throws {
      try await LiveProxy.run { proxy in
        for _ in 0..<5 {
          proxy.upstream.script(hello)
          let answer = try await proxy.ask(ChatText.request("Hello"))
          #expect(answer.status == 200)
        }
        #expect(proxy.upstream.connectionCount == 1)
      }
    }

    @Test("requests at once have connections of their own, and keep them")
    func several() async throws {
      let after = try await LiveProxy.run { proxy in
        let gate = proxy.upstream.gate()
        let clients = [try await proxy.connect(), try await proxy.connect(), try await proxy.connect()]
        for client in clients {
          proxy.upstream.script(.wait(gate), hello)
          client.send(ChatText.request("Hello"))
        }
        try await proxy.upstream.waitForRequest(3)
        gate.open()
        for client in clients { _ = try await client.readResponse() }
        #expect(proxy.upstream.connectionCount == 3)
      }
      #expect(after.outcomes == ["allowed": 3])
    }

    @Test("a pooled connection that upstream closed is replaced by one retry", arguments: [false, true])
    func stale(byReset: Bool) async throws {
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(hello)
        _ = try await client.ask(ChatText.request("Hello"))
        // Closed as the second request comes, without a byte: what a server's idle timer does.
        proxy.upstream.script(byReset ? .reset : .close)
        proxy.upstream.script(hello)
        let answer = try await client.ask(ChatText.request("Hello again"))
        #expect(answer.status == 200 && proxy.upstream.connectionCount == 2)
        #expect(
          proxy.upstream.requests.map(\.body)
            == ["Hello", "Hello again", "Hello again"].map {
              Array(ChatText.body($0).utf8)
            })
        client.close()
      }
      #expect(after.metric("evenkeel_upstream_retries_total") == 1)
      #expect(after.outcomes == ["allowed": 2])
    }

    @Test("a connection that upstream closed while it lay idle is not used again")
    func closedWhileIdle() async throws {
      try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(hello, .close)
        _ = try await client.ask(ChatText.request("Hello"))
        try await proxy.upstream.waitForClose()
        proxy.upstream.script(hello)
        let answer = try await client.ask(ChatText.request("Hello"))
        #expect(answer.status == 200)
        client.close()
      }
    }

    @Test("there is no second retry")
    func oneRetry() async throws {
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(hello)
        _ = try await client.ask(ChatText.request("Hello"))
        proxy.upstream.script(.close)
        proxy.upstream.script(.close)
        proxy.upstream.script(hello)
        let answer = try await client.ask(ChatText.request("Hello"))
        #expect(answer.status == 502 && proxy.upstream.requests.count == 3)
        client.close()
      }
      #expect(after.metric("evenkeel_upstream_retries_total") == 1)
    }

    @Test("once a byte was answered nothing is sent again")
    func noRetryAfterAByte() async throws {
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(hello)
        _ = try await client.ask(ChatText.request("Hello"))
        proxy.upstream.script(.send("H"), .close)
        let answer = try await client.ask(ChatText.request("Hello"))
        #expect(answer.status == 502 && proxy.upstream.requests.count == 2)
        client.close()
      }
      #expect(after.metric("evenkeel_upstream_retries_total") == 0)
    }

    @Test("bytes that nobody asked for end a pooled connection")
    func unaskedBytes() async throws {
      try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        let gate = proxy.upstream.gate()
        proxy.upstream.script(hello, .wait(gate), .send(UpstreamText.whole("BAD, smuggled.")))
        _ = try await client.ask(ChatText.request("Hello"))
        gate.open()
        try await proxy.upstream.waitForClose()
        proxy.upstream.script(hello)
        let answer = try await client.ask(ChatText.request("Hello"))
        #expect(answer.text == StreamScript.whole(["Hello."]))
        client.close()
      }
    }

    @Test("a second answer behind the first is never taken for the next request's", arguments: [false, true])
    func trailingAnswer(judged: Bool) async throws {
      try await LiveProxy.run(LiveSetup(judged ? LivePolicy() : .off)) { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(.send(UpstreamText.whole("Hello.") + UpstreamText.whole("Smuggled.")))
        let first = try await client.ask(ChatText.request("Hello"))
        #expect(first.text == StreamScript.whole(["Hello."]))
        proxy.upstream.script(.send(UpstreamText.whole("Second.")))
        let second = try await client.ask(ChatText.request("Hello"))
        #expect(second.text == StreamScript.whole(["Second."]))
        client.close()
      }
    }

    @Test("beyond the pool's limit requests wait, and beyond the queue's they are refused with 503")
    func limits() async throws {
      let setup = LiveSetup {
        $0.limits.upstreamConnections = 1
        $0.limits.waitingRequests = 1
      }
      let after = try await LiveProxy.run(setup) { proxy in
        let gate = proxy.upstream.gate()
        proxy.upstream.script(.wait(gate), hello)
        proxy.upstream.script(hello)
        let first = try await proxy.connect()
        first.send(ChatText.request("Hello"))
        try await proxy.upstream.waitForRequest()
        // One of the two waits, the other finds the queue full: which of them is up to the network.
        let others = [try await proxy.connect(), try await proxy.connect()]
        for client in others { client.send(ChatText.request("Hello")) }
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
          for client in others { group.addTask { try await client.readResponse().status } }
          let refused = try await group.next()
          gate.open()
          return [refused, try await group.next()]
        }
        #expect(answers == [503, 200])
        let served = try await first.readResponse()
        #expect(served.status == 200 && proxy.upstream.connectionCount == 1)
        for client in others + [first] { client.close() }
      }
      #expect(after.metric("evenkeel_upstream_failures_total{reason=\"overloaded\"}") == 1)
    }

    @Test("an idle connection closes after its time")
    func idle() async throws {
      try await LiveProxy.run(LiveSetup { $0.timeouts.upstreamIdle = .milliseconds(100) }) { proxy in
        proxy.upstream.script(hello)
        _ = try await proxy.ask(ChatText.request("Hello"))
        try await proxy.upstream.waitForClose()
      }
    }

    @Test("with two event loops each has its own upstream connection, and no request crosses", arguments: [1, 2])
    func loops(threads: Int) async throws {
      try await LiveProxy.run(LiveSetup { $0.threads = threads }) { proxy in
        // Connections are dealt out to the loops in turn.
        let clients = [try await proxy.connect(), try await proxy.connect()]
        for _ in 0..<3 {
          for client in clients {
            proxy.upstream.script(hello)
            let answer = try await client.ask(ChatText.request("Hello"))
            #expect(answer.status == 200)
          }
        }
        #expect(proxy.upstream.connectionCount == threads)
        for client in clients { client.close() }
      }
    }
  }
}
