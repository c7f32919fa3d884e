import FakeUpstream
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  /// What holds a text holds the only classifier thread until the test lets it go, so every deadline here is missed for
  /// certain, and what waits behind it is never begun.
  @Suite("A classifier that is too slow") struct SlowClassifierTests {
    private static func setup(_ failure: String, limit: Int = 4096) -> LiveSetup {
      var policy = LivePolicy()
      policy.failure = failure
      return LiveSetup(policy) {
        $0.timeouts.judging = .milliseconds(100)
        $0.limits.judgingQueue = limit
      }.onThreads()
    }

    private static func decided(_ action: String, _ stage: String) -> String {
      "evenkeel_decisions_total{action=\"\(action)\",cause=\"classifier_failure\",enforced=\"true\",stage=\"\(stage)\"}"
    }

    @Test("at its deadline a prompt is refused or let through, as the policy says", arguments: ["refuse", "allow"])
    func prompt(failure: String) async throws {
      let after = try await LiveProxy.run(Self.setup(failure)) { proxy in
        // The answer's passage finds no thread either, and shares the prompt's fate.
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let answer = try await proxy.ask(ChatText.request("HELD"))
        #expect(answer.status == 200)
        #expect(answer.text.contains(failure == "refuse" ? "\"content\":\"No.\"" : "Hello."))
        #expect(proxy.upstream.requests.count == (failure == "refuse" ? 0 : 1))
        #expect(proxy.classifier.texts == ["HELD"], "nothing behind it was begun")
        proxy.classifier.letGo()
      }
      #expect(after.outcomes == [failure == "refuse" ? "classifier_failed" : "allowed": 1])
      #expect(after.records.map(\.cause) == (failure == "refuse" ? [.classifierFailure] : []))
      #expect(after.metric(Self.decided(failure, "prompt")) == 1)
      // With `allow`: the prompt, the passage, and the question whether it refuses.
      let missed = after.metric("evenkeel_classifier_failures_total{reason=\"deadline_exceeded\"}")
      #expect(missed == (failure == "refuse" ? 1 : 3))
    }

    @Test(
      "at its deadline an answer is withheld or released, as the policy says, streamed or whole",
      arguments: [("refuse", false), ("allow", false), ("refuse", true), ("allow", true)])
    func answer(failure: String, isStream: Bool) async throws {
      let after = try await LiveProxy.run(Self.setup(failure)) { proxy in
        proxy.upstream.script(
          .send(isStream ? UpstreamText.stream(["This is ", "HELD back."]) : UpstreamText.whole("This is HELD back.")))
        let answer = try await proxy.ask(ChatText.request("Hello", stream: isStream))
        #expect(answer.status == 200)
        #expect(answer.text.contains("HELD") == (failure == "allow"))
        #expect(answer.text.contains("content_filter") == (failure == "refuse"))
        proxy.classifier.letGo()
      }
      #expect(after.outcomes == [failure == "refuse" ? "classifier_failed" : "allowed": 1])
      #expect(after.records.map(\.cause) == (failure == "refuse" ? [.classifierFailure] : []))
      if failure == "refuse" { #expect(after.metric(Self.decided("refuse", "response")) == 1) }
    }

    @Test("what was judged in time counts, also where failures are let pass")
    func partial() async throws {
      var setup = Self.setup("allow")
      let configure = setup.configure
      setup.configure = {
        configure(&$0)
        $0.judgingThreads = 2
      }
      let after = try await LiveProxy.run(setup) { proxy in
        let messages = ["HELD", "BAD"].map { "{\"role\":\"user\",\"content\":\"\($0)\"}" }.joined(separator: ",")
        let answer = try await proxy.ask(ChatText.post("{\"model\":\"m\",\"messages\":[\(messages)]}"))
        #expect(answer.text.contains("\"content\":\"No.\"") && proxy.upstream.connectionCount == 0)
        proxy.classifier.letGo()
      }
      #expect(after.records.map(\.cause) == [.rules] && after.records.map(\.promptHarm) == [0.9])
    }

    @Test(
      "a request that asks for more than the queue takes is answered as the policy says",
      arguments: ["refuse", "allow"])
    func tooLarge(failure: String) async throws {
      let setup = Self.setup(failure, limit: 1)
      let after = try await LiveProxy.run(setup) { proxy in
        // Three texts at once are more than the queue takes, whatever runs.
        let messages = (0..<3).map { "{\"role\":\"user\",\"content\":\"text \($0)\"}" }.joined(separator: ",")
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let answer = try await proxy.ask(ChatText.post("{\"model\":\"m\",\"messages\":[\(messages)]}"))
        #expect(answer.status == 200)
        #expect(answer.text.contains("\"content\":\"No.\"") == (failure == "refuse"))
      }
      #expect((after.metric("evenkeel_classifier_failures_total{reason=\"failed\"}") ?? 0) >= 1, "it is no overload")
      #expect(after.metric(Self.decided(failure, "prompt")) == 1)
    }

    @Test("what waits for a client that goes away is dropped, and the thread goes on to the next")
    func clientGone() async throws {
      let setup = LiveSetup().onThreads()
      let after = try await LiveProxy.run(setup) { proxy in
        let first = try await proxy.connect()
        first.send(ChatText.request("HELD"))
        await proxy.classifier.waitUntilHolding()
        let gone = try await proxy.connect()
        try await gone.sendNow(ChatText.request("never judged"))
        _ = try await proxy.ask(ChatText.get("/nothing"))
        #expect(proxy.server.metricsText().contains("evenkeel_judging_queue 1\n"))
        try await gone.closeNow()
        _ = try await proxy.ask(ChatText.get("/nothing"))
        #expect(proxy.server.metricsText().contains("evenkeel_judging_queue 0\n"))
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        proxy.classifier.letGo()
        #expect(try await first.readResponse().text.contains("Hello."))
        #expect(!proxy.classifier.texts.contains("never judged"))
        first.close()
      }
      #expect(after.outcomes == ["client_gone": 1, "allowed": 1])
    }

    @Test("a conversation's earlier messages are not judged again")
    func cached() async throws {
      let after = try await LiveProxy.run(LiveSetup().onThreads()) { proxy in
        for turn in 1...4 {
          let messages = (0..<turn).map { "{\"role\":\"user\",\"content\":\"message \($0)\"}" }.joined(separator: ",")
          proxy.upstream.script(.send(UpstreamText.whole("The same answer.")))
          let answer = try await proxy.ask(ChatText.post("{\"model\":\"m\",\"messages\":[\(messages)]}"))
          #expect(answer.text.contains("The same answer."))
        }
        let prompts = proxy.classifier.texts.filter { $0.hasPrefix("message") }
        #expect(prompts == (0..<4).map { "message \($0)" })
      }
      #expect(after.metric("evenkeel_classifier_cache_total{result=\"hit\"}") == 6)
      #expect(after.metric("evenkeel_judging_queue_bytes") == 0)
    }
  }
}
