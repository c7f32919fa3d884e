import FakeUpstream
import NIOCore
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  /// The scripted classifier takes `Sorry` for a refusal.
  @Suite("Suspected false refusals that are tried once more") struct RetryTests {
    private static func policy(mode: String = "enforce", retry: String = "{ system: Answer directly. }") -> LivePolicy {
      .written(
        """
        mode: \(mode)
        prompt: { rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse } ] }
        response: { window: 20, context: 0, rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse } ] }
        false_refusals: { when: { refusal: [full, partial], prompt_harm: { below: 0.3 } }, action: retry, retry: \(retry) }
        messages: { default: { en: "No." } }
        record: { content: full }
        """)
    }

    private static func answer(_ pieces: [String], isStream: Bool) -> String {
      isStream ? UpstreamText.stream(pieces) : UpstreamText.whole(pieces.joined())
    }

    private static func text(_ answer: WireResponse, isStream: Bool) -> String {
      isStream
        ? AnswerScript.text(AnswerScript.payloads(answer.text))
        : AnswerScript.text([AnswerScript.object(answer.text) ?? [:]])
    }

    private static let refusal = ["Sorry, I cannot help with that. ", "It is not for me."]
    private static let help = ["Of course. First you open it, ", "then you close it."]

    @Test("the second answer is delivered when it helps, as one clean answer", arguments: [true, false], [0, 1 << 20])
    func delivered(isStream: Bool, inlineByteLimit: Int) async throws {
      var setup = LiveSetup(Self.policy(retry: "{ system: Answer directly., model: other }"))
      setup.inlineByteLimit = inlineByteLimit
      let after = try await LiveProxy.run(setup) { proxy in
        proxy.upstream.script(.send(Self.answer(Self.refusal, isStream: isStream)))
        proxy.upstream.script(.send(Self.answer(Self.help, isStream: isStream)))
        let answer = try await proxy.ask(ChatText.request("How do I kill a Python process?", stream: isStream))
        #expect(answer.status == 200 && answer.field("x-evenkeel-retry") == "delivered")
        #expect(Self.text(answer, isStream: isStream) == Self.help.joined() && !answer.text.contains("Sorry"))
        let bodies = proxy.upstream.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.count == 2 && bodies[0].contains("\"model\":\"m\""))
        let second = try #require(bodies.last)
        #expect(second.contains("\"model\":\"other\""))
        #expect(
          second.contains(
            "\"messages\":[{\"role\":\"system\",\"content\":\"Answer directly.\"},{\"role\":\"user\",\"content\":\"How do I"
          ))
      }
      let record = try #require(after.records.first)
      #expect(after.records.count == 1 && record.verdict == .exaggeratedRefusal)
      #expect(record.answer?.hasPrefix("Sorry") == true && record.retry?.isDelivered == true)
      #expect(record.retry?.tokens == (isStream ? nil : 7), "as upstream counted, where it did")
      #expect(record.retry?.answer == Self.help.joined() && record.retry?.refusalKind == RefusalKind.none)
      #expect(after.outcomes == ["allowed": 1], "the client was helped")
      #expect(after.metric("evenkeel_refusal_retries_delivered_total") == 1)
    }

    @Test(
      "the first answer is delivered in full when the second is no better", arguments: [true, false],
      [
        answer(["Sorry, no, and no again."], isStream: false),
        answer(["BAD from its first words on."], isStream: false),
        UpstreamText.response("{\"error\":1}", status: "500 No"),
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nno json !",
        "no HTTP\r\n\r\n",
      ])
    func kept(isStream: Bool, second: String) async throws {
      let after = try await LiveProxy.run(LiveSetup(Self.policy())) { proxy in
        proxy.upstream.script(.send(Self.answer(Self.refusal, isStream: isStream)))
        proxy.upstream.script(.send(second), .close)
        let answer = try await proxy.ask(ChatText.request("How do I kill a Python process?", stream: isStream))
        #expect(answer.status == 200 && answer.field("x-evenkeel-retry") == "kept")
        #expect(Self.text(answer, isStream: isStream) == Self.refusal.joined())
        #expect(proxy.upstream.requests.count == 2)
      }
      #expect(after.records.map(\.verdict) == [.exaggeratedRefusal])
      #expect(after.records.first?.retry?.isDelivered == false)
      #expect(after.metric("evenkeel_refusal_retries_delivered_total") == 0)
    }

    @Test("a first answer that is still coming goes on where it was held")
    func goesOn() async throws {
      try await LiveProxy.run(LiveSetup(Self.policy())) { proxy in
        let gate = proxy.upstream.gate()
        let events = UpstreamText.stream(Self.refusal + ["And more of it."])
        let half = events.utf8.count / 2
        proxy.upstream.script(
          .send(Array(events.utf8.prefix(half))), .wait(gate), .send(Array(events.utf8.dropFirst(half))))
        proxy.upstream.script(.send(Self.answer(["Sorry, once more."], isStream: true)))
        let client = try await proxy.connect()
        client.send(ChatText.request("How do I kill a Python process?", stream: true))
        try await proxy.upstream.waitForRequest(2)
        gate.open()
        let answer = try await client.readResponse()
        #expect(Self.text(answer, isStream: true) == (Self.refusal + ["And more of it."]).joined())
        client.close()
      }
    }

    @Test("a second answer that turns harmful later is cut")
    func cut() async throws {
      let after = try await LiveProxy.run(LiveSetup(Self.policy())) { proxy in
        proxy.upstream.script(.send(Self.answer(Self.refusal, isStream: true)))
        proxy.upstream.script(.send(Self.answer(["Of course. ", "Here is: BAD and more."], isStream: true)))
        let answer = try await proxy.ask(ChatText.request("How do I kill a Python process?", stream: true))
        #expect(Self.text(answer, isStream: true) == "Of course. No.")
      }
      #expect(after.records.map(\.verdict) == [.guardCut])
    }

    @Test("other answers are not tried again")
    func notRetried() async throws {
      let rows: [(policy: LivePolicy, prompt: String, extra: String, answer: [String], reason: String)] = [
        (Self.policy(), "How?", "", Self.help, "it helps"),
        (Self.policy(), "DOUBTFUL, how?", "", Self.refusal, "the prompt does not look harmless"),
        (Self.policy(mode: "monitor"), "How?", "", Self.refusal, "nothing is done in `mode: monitor`"),
        (Self.policy(), "How?", "\"n\":2,", Self.refusal, "several answers were asked for"),
      ]
      for row in rows {
        try await LiveProxy.run(LiveSetup(row.policy)) { proxy in
          proxy.upstream.script(.send(Self.answer(row.answer, isStream: false)))
          let answer = try await proxy.ask(ChatText.request(row.prompt, extra: row.extra))
          #expect(Self.text(answer, isStream: false) == row.answer.joined(), "\(row.reason)")
          #expect(proxy.upstream.requests.count == 1 && answer.field("x-evenkeel-retry") == nil, "\(row.reason)")
        }
      }
    }

    @Test("a client that goes away meanwhile ends both")
    func clientGone() async throws {
      let after = try await LiveProxy.run(LiveSetup(Self.policy())) { proxy in
        let beginning = UpstreamText.chunk(StreamScript.event(Self.refusal[0], role: true))
        proxy.upstream.script(.send(UpstreamText.streamHead + beginning))
        proxy.upstream.script([])
        let client = try await proxy.connect()
        client.send(ChatText.request("How do I kill a Python process?", stream: true))
        try await proxy.upstream.waitForRequest(2)
        client.close()
        try await proxy.upstream.waitForClose(2)
      }
      #expect(after.outcomes == ["client_gone": 1])
    }
  }
}
