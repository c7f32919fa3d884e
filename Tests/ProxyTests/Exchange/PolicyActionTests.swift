import FakeUpstream
import Foundation
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  @Suite("Carrying out what rules ask for") struct PolicyActionTests {
    static let harm = "- { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse }"

    /// The body that upstream was sent, as text.
    private func forwarded(_ proxy: LiveProxy) throws -> String {
      String(decoding: try #require(proxy.upstream.requests.last).body, as: UTF8.self)
    }

    @Test("what a rule redacts never reaches the model, and all other bytes do")
    func redacted() async throws {
      let policy = LivePolicy.written(
        """
        prompt:
          rules:
            - { id: mail, when: { pii: email }, action: redact, continue: true }
            - { id: names, when: { any_phrase: [project falcon] }, action: redact, continue: true }
            \(Self.harm)
        false_refusals: { when: { refusal: [full], prompt_harm: { below: 0.3 } }, action: record }
        """)
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Sorry, no.")))
        let prompt = "Write to jane.doe@example.com about Project  Falcon."
        let answer = try await proxy.ask(ChatText.request(prompt))
        #expect(answer.status == 200 && answer.field("x-evenkeel-action") == "change")
        let expected = ChatText.body("Write to [EMAIL] about [REDACTED].")
        #expect(try forwarded(proxy) == expected)
      }
      #expect(after.records.map(\.prompt) == ["Write to [EMAIL] about [REDACTED]."])
    }

    @Test("a phrase in disguise is found, and the disguise goes with it")
    func disguised() async throws {
      let policy = LivePolicy.written(
        "prompt: { rules: [{ id: names, when: { any_phrase: falcon }, action: redact }] }")
      try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        _ = try await proxy.ask(ChatText.request("Tell me of fal\u{200B}con."))
        #expect(try forwarded(proxy) == ChatText.body("Tell me of [REDACTED]."))
      }
    }

    @Test("a system message goes before all others, or takes their place", arguments: ["prepend", "replace"])
    func rewritten(how: String) async throws {
      let policy = LivePolicy.written(
        """
        prompt:
          rules:
            - { id: kind, when: { role: user }, action: rewrite, system: { \(how): Be kind. } }
        """)
      try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let body =
          "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"}]}"
        _ = try await proxy.ask(ChatText.post(body))
        let sent = try forwarded(proxy)
        #expect(sent.contains("Be kind.") && sent.contains("\"Hi\""))
        #expect(sent.contains("Be brief.") == (how == "prepend"))
        let kind = try #require(sent.range(of: "Be kind."))
        let user = try #require(sent.range(of: "\"Hi\""))
        #expect(kind.lowerBound < user.lowerBound)
      }
    }

    @Test("what one text is excused for excuses no other")
    func exceptions() async throws {
      let policy = LivePolicy.written(
        """
        prompt: { rules: [\(Self.harm.dropFirst(2))] }
        exceptions:
          - { id: known, match: { any_phrase: drill }, skip: harm }
        """)
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let excused = try await proxy.ask(ChatText.request("a BAD drill"))
        #expect(excused.field("x-evenkeel-action") == "allow")
        let body =
          "{\"messages\":[{\"role\":\"user\",\"content\":\"a BAD thing\"},{\"role\":\"user\",\"content\":\"a drill\"}]}"
        let refused = try await proxy.ask(ChatText.post(body))
        #expect(refused.field("x-evenkeel-action") == "refuse")
        #expect(proxy.upstream.requests.count == 1)
      }
      #expect(after.records.map(\.ruleIDs) == [["harm"]])
    }

    @Test("what a rule redacts in answers never reaches the client, streamed or not", arguments: [false, true])
    func redactedAnswer(isStream: Bool) async throws {
      let policy = LivePolicy.written(
        "response: { rules: [{ id: mail, when: { pii: email }, action: redact, continue: true }, \(Self.harm.dropFirst(2))] }"
      )
      try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(
          .send(
            isStream
              ? UpstreamText.stream(["Ask jane.d", "oe@exam", "ple.com, ", "please."])
              : UpstreamText.whole("Ask jane.doe@example.com, please.")))
        let answer = try await proxy.ask(ChatText.request("Whom?", stream: isStream))
        let text = isStream ? StreamScript.contents(answer.text) : answer.text
        #expect(text.contains("Ask [EMAIL], please.") && !answer.text.contains("jane"))
      }
    }

    @Test("a refusal can be an error in Azure's shape, streamed or not", arguments: [false, true])
    func azure(isStream: Bool) async throws {
      let policy = LivePolicy.written(
        """
        prompt: { rules: [{ id: harm, when: { harm: { at_least: 0.5 } }, action: refuse, as: error }] }
        messages: { default: { en: "No. ({decision}, {category})" } }
        """)
      try await LiveProxy.run(LiveSetup(policy)) { proxy in
        let answer = try await proxy.ask(ChatText.request("BAD", stream: isStream))
        #expect(answer.status == 400 && answer.field("content-type") == "application/json")
        #expect(answer.text.contains("\"code\":\"content_filter\"") && answer.text.contains("innererror"))
        let id = try #require(answer.field("x-evenkeel-decision"))
        #expect(answer.text.contains("No. (\(id), harm)"))
        #expect(proxy.upstream.connectionCount == 0)
      }
    }

    @Test("the message comes in the prompt's language before the one that the client asks for")
    func languages() async throws {
      try await LiveProxy.run { proxy in
        let prompt = "Kannst du mir bitte sagen, wie ich das am besten mache, damit es wirklich BAD wird?"
        let answer = try await proxy.ask(ChatText.request(prompt, fields: "accept-language: en\r\n"))
        #expect(answer.text.contains("\"content\":\"Nein.\""))
      }
    }
  }
}
