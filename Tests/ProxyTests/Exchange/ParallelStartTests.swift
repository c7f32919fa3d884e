import FakeUpstream
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  /// A guard model stands in for a slow judgement: the test says when it answers.
  @Suite("Requests that start while their prompt is judged") struct ParallelStartTests {
    private static func policy(port: Int, changes: Bool = false) -> LivePolicy {
      .written(
        """
        on_classifier_failure: refuse
        prompt:
          start: parallel
          rules:
            - { id: harm, when: { harm: { at_least: 0.8 } }, action: refuse }
            - { id: unsure, when: { harm: { between: [0.3, 0.8] } }, action: judge, judge: guard }
        response: { window: 20, context: 0, rules: [ { id: harm, when: { harm: { at_least: 0.8 } }, action: refuse } ] }
        judges:
          guard: { url: "http://127.0.0.1:\(port)", model: g, format: llama_guard_3, timeout_ms: 60000, on_failure: refuse }
        messages: { default: { en: "No." } }
        """)
    }

    /// Runs a proxy whose guard model answers once the body opens the gate.
    private static func run(
      verdict: String, _ body: (LiveProxy, FakeUpstream.Gate) async throws -> Void
    ) async throws -> Aftermath {
      let model = try await FakeUpstream.start()
      let gate = model.gate()
      model.script(.wait(gate), .send(GuardSetup.answer(verdict)))
      let after = try await LiveProxy.run(LiveSetup(policy(port: model.port))) { proxy in
        try await body(proxy, gate)
      }
      try await model.stop()
      return after
    }

    @Test("the answer waits for the prompt's judgement, streamed and whole", arguments: [true, false])
    func passes(isStream: Bool) async throws {
      let after = try await Self.run(verdict: "safe") { proxy, gate in
        proxy.upstream.script(
          .send(isStream ? UpstreamText.stream(["All is ", "well."]) : UpstreamText.whole("All is well.")))
        let client = try await proxy.connect()
        client.send(ChatText.request("DOUBTFUL?", stream: isStream))
        // Upstream has answered in full by now, or is about to: the client must get it from the gate's opening on only.
        try await proxy.upstream.waitForRequest()
        gate.open()
        let answer = try await client.readResponse()
        #expect(answer.status == 200)
        #expect(StreamScript.contents(answer.text) == "All is well." || answer.text.contains("All is well."))
        #expect(proxy.upstream.requests.count == 1, "it was not asked again")
        client.close()
      }
      #expect(after.outcomes == ["allowed": 1])
    }

    @Test("a refused prompt cancels upstream, and nothing of its answer is seen", arguments: [true, false])
    func refused(isStream: Bool) async throws {
      let after = try await Self.run(verdict: "unsafe\nS2") { proxy, gate in
        // An answer that goes on for ever: only the proxy can end it.
        let beginning = UpstreamText.chunk(StreamScript.event("SECRET words. ", role: true))
        proxy.upstream.script(.send(UpstreamText.streamHead + beginning))
        let client = try await proxy.connect()
        client.send(ChatText.request("DOUBTFUL?", stream: isStream))
        try await proxy.upstream.waitForRequest()
        gate.open()
        let answer = try await client.readResponse()
        #expect(answer.status == 200 && !answer.text.contains("SECRET") && answer.text.contains("\"No.\""))
        #expect(answer.field("x-evenkeel-action") == "refuse")
        try await proxy.upstream.waitForClose()
        client.close()
      }
      #expect(after.outcomes == ["refused_prompt": 1])
      #expect(after.records.map(\.verdict) == [.guardBlock])
      #expect(after.records.allSatisfy { $0.answer == nil })
    }

    @Test("an upstream that fails meanwhile is no answer to a refused prompt, and one to a prompt that passes")
    func upstreamFails() async throws {
      for (verdict, status) in [("unsafe\nS2", 200), ("safe", 502)] {
        _ = try await Self.run(verdict: verdict) { proxy, gate in
          proxy.upstream.script(.close)
          let client = try await proxy.connect()
          client.send(ChatText.request("DOUBTFUL?"))
          try await proxy.upstream.waitForRequest()
          gate.open()
          #expect(try await client.readResponse().status == status)
          client.close()
        }
      }
    }

    @Test("a harmful answer is cut as ever")
    func cut() async throws {
      let after = try await Self.run(verdict: "safe") { proxy, gate in
        proxy.upstream.script(.send(UpstreamText.stream(["Good so far, yes yes. ", "BAD it goes on, BAD."])))
        let client = try await proxy.connect()
        client.send(ChatText.request("DOUBTFUL?", stream: true))
        try await proxy.upstream.waitForRequest()
        gate.open()
        let answer = try await client.readResponse()
        #expect(StreamScript.contents(answer.text).hasSuffix("No.") && !answer.text.contains("BAD"))
        client.close()
      }
      #expect(after.outcomes == ["cut_answer": 1])
    }

    @Test("a client that goes away while both think stops upstream")
    func clientGone() async throws {
      let after = try await Self.run(verdict: "safe") { proxy, _ in
        proxy.upstream.script([])
        let client = try await proxy.connect()
        client.send(ChatText.request("DOUBTFUL?"))
        try await proxy.upstream.waitForRequest()
        client.close()
        try await proxy.upstream.waitForClose()
      }
      #expect(after.outcomes == ["client_gone": 1])
    }
  }
}
