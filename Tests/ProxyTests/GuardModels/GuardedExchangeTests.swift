import FakeUpstream
import Proxy
import RefusalLog
import Testing

extension LiveTests {
  @Suite("Guard models and answers") struct GuardedExchangeTests {
    /// Asks a guard model about doubtful passages of answers.
    private static func policy(port: Int, timeout: Int = 5_000, form: String = "completion") -> LivePolicy {
      .written(
        """
        on_classifier_failure: refuse
        prompt: { rules: [ { id: greeting, when: { any_phrase: [hello] }, action: annotate } ] }
        response:
          window: 20
          context: 0
          rules:
            - { id: polite, when: { any_phrase: [thanks] }, action: annotate, continue: true }
            - { id: unsure, when: { harm: { between: [0.3, 0.8] } }, action: judge, judge: guard, as: \(form) }
            - { id: harm, when: { harm: { at_least: 0.8 } }, action: refuse, as: \(form) }
        judges:
          guard:
            url: http://127.0.0.1:\(port)
            model: g
            format: llama_guard_3
            timeout_ms: \(timeout)
            on_failure: refuse
        messages: { default: { en: "No." } }
        """)
    }

    @Test(
      "a doubtful passage is asked about with the prompt before it, and cut or released",
      arguments: [
        (true, true), (true, false), (false, true), (false, false),
      ])
    func answers(isStream: Bool, isSafe: Bool) async throws {
      let model = try await FakeUpstream.start()
      model.script(.send(GuardSetup.answer(isSafe ? "safe" : "unsafe\nS2")))
      let after = try await LiveProxy.run(LiveSetup(Self.policy(port: model.port))) { proxy in
        let text = "Well, DOUBTFUL it is"
        proxy.upstream.script(.send(isStream ? UpstreamText.stream([text]) : UpstreamText.whole(text)))
        let answer = try await proxy.ask(ChatText.request("What is it?", stream: isStream))
        #expect(answer.status == 200 && answer.text.contains(isSafe ? text : "\"content\":\"No.\""))
        #expect(answer.text.contains("DOUBTFUL") == isSafe)
      }
      let body = String(decoding: try #require(model.requests.first).body, as: UTF8.self)
      let messages =
        "[{\"role\":\"user\",\"content\":\"What is it?\"},"
        + "{\"role\":\"assistant\",\"content\":\"Well, DOUBTFUL it is\"}]"
      #expect(body.contains(messages) && model.requests.count == 1)
      #expect(after.records.map(\.ruleIDs) == (isSafe ? [] : [["unsure"]]))
      try await model.stop()
    }

    @Test("a slow guard model holds a stream up, and what was released before stays")
    func holds() async throws {
      let model = try await FakeUpstream.start()
      let gate = model.gate()
      model.script(.wait(gate), .send(GuardSetup.answer("safe")))
      try await LiveProxy.run(LiveSetup(Self.policy(port: model.port, timeout: 60_000))) { proxy in
        proxy.upstream.script(
          .send(UpstreamText.stream(["Twenty characters a.", "DOUBTFUL, I should s", "ay, and BAD after it"])))
        let client = try await proxy.connect()
        client.send(ChatText.request("What?", stream: true))
        _ = try await client.read(until: "Twenty characters a.")
        try await model.waitForRequest()
        gate.open()
        let rest = try await client.read(until: "[DONE]")
        #expect(StreamScript.contents(rest).hasSuffix("DOUBTFUL, I should sNo."))
        client.close()
      }
      try await model.stop()
    }

    @Test("a client that goes away while a guard model thinks stops it and upstream")
    func clientGone() async throws {
      let model = try await FakeUpstream.start()
      model.script([])
      let after = try await LiveProxy.run(LiveSetup(Self.policy(port: model.port, timeout: 60_000))) { proxy in
        let events = StreamScript.event("DOUBTFUL, I should s") + StreamScript.event("ay")
        proxy.upstream.script(.send(UpstreamText.streamHead + UpstreamText.chunk(events)))
        let client = try await proxy.connect()
        client.send(ChatText.request("What?", stream: true))
        try await model.waitForRequest()
        client.close()
        try await model.waitForClose()
        try await proxy.upstream.waitForClose()
      }
      #expect(after.outcomes == ["client_gone": 1])
      try await model.stop()
    }

    @Test("a whole answer that a rule refuses with an error is one; a stream is cut as usual")
    func refusedWithError() async throws {
      try await LiveProxy.run(LiveSetup(Self.policy(port: 1, form: "error"))) { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(.send(UpstreamText.whole("Plain BAD.")))
        let whole = try await client.ask(ChatText.request("What?"))
        #expect(
          whole.status == 400 && whole.text.contains("\"code\":\"content_filter\"") && !whole.text.contains("BAD"))
        #expect(whole.text.contains("\"param\":\"completion\"") && whole.field("x-evenkeel-action") == "cut")
        proxy.upstream.script(.send(UpstreamText.stream(["Plain BAD."])))
        let stream = try await client.ask(ChatText.request("What?", stream: true))
        #expect(stream.status == 200 && StreamScript.contents(stream.text) == "No.")
        client.close()
      }
    }

    @Test("rules that mark the prompt and a whole answer are named in a header, once each")
    func annotations() async throws {
      try await LiveProxy.run(LiveSetup(Self.policy(port: 1))) { proxy in
        let client = try await proxy.connect()
        proxy.upstream.script(.send(UpstreamText.whole("Thanks for asking all this. Thanks.")))
        let whole = try await client.ask(ChatText.request("Hello there"))
        #expect(whole.fields("x-evenkeel-annotations") == ["greeting, polite"])
        proxy.upstream.script(.send(UpstreamText.stream(["Thanks for asking."])))
        let stream = try await client.ask(ChatText.request("Hello there", stream: true))
        #expect(stream.fields("x-evenkeel-annotations") == ["greeting"])
        proxy.upstream.script(
          .send(UpstreamText.response(StreamScript.whole(["Fine."]), fields: "x-evenkeel-annotations: fake\r\n")))
        let plain = try await client.ask(ChatText.request("What?"))
        #expect(plain.fields("x-evenkeel-annotations").isEmpty)
        client.close()
      }
    }
  }
}
