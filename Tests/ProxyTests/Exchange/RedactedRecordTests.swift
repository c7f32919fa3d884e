import FakeUpstream
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  @Suite("Records without personal data") struct RedactedRecordTests {
    private static let card = "4111 1111 1111 1111"

    private static func policy(_ rules: String = "", mode: String = "enforce", retries: Bool = false) -> LivePolicy {
      .written(
        """
        mode: \(mode)
        prompt: { rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse } ] }
        response: { window: 20, context: 0, rules: [ { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse }\(rules) ] }
        false_refusals: { when: { refusal: [full, partial], prompt_harm: { below: 0.3 } }, action: \
        \(retries ? "retry, retry: { system: Answer. }" : "record") }
        messages: { default: { en: "No." } }
        record: { content: redacted }
        """)
    }

    @Test("a refused prompt is kept without it, and as long as it was")
    func prompt() async throws {
      let prompt = "BAD, and pay with \(Self.card) or write to ann@example.com"
      let after = try await LiveProxy.run(LiveSetup(Self.policy())) { proxy in
        _ = try await proxy.ask(ChatText.request(prompt))
      }
      let record = try #require(after.records.first)
      #expect(record.prompt == "BAD, and pay with [CREDIT_CARD] or write to [EMAIL]")
      #expect(record.contentMode == .redacted && record.promptBytes == prompt.utf8.count)
    }

    @Test(
      "an answer that refuses is kept without it, streamed and whole, and reaches the client as it is",
      arguments: [true, false])
    func answer(isStream: Bool) async throws {
      let pieces = [
        "Sorry, I do not know who ", "has 41", "11 1111 ", "1111 11", "11 or whose ann@exam", "ple.com is.",
      ]
      let after = try await LiveProxy.run(LiveSetup(Self.policy())) { proxy in
        proxy.upstream.script(
          .send(isStream ? UpstreamText.stream(pieces) : UpstreamText.whole(pieces.joined())))
        let answer = try await proxy.ask(ChatText.request("Whose is it?", stream: isStream))
        let text =
          isStream
          ? AnswerScript.text(AnswerScript.payloads(answer.text))
          : AnswerScript.text([AnswerScript.object(answer.text) ?? [:]])
        #expect(text == pieces.joined(), "records are another matter")
      }
      #expect(
        after.records.map(\.answer) == ["Sorry, I do not know who has [CREDIT_CARD] or whose [EMAIL] is."])
    }

    @Test(
      "what the policy's own rules take out is what a record does not hold, monitored or enforced",
      arguments: ["enforce", "monitor"])
    func rules(mode: String) async throws {
      let rule = ", { id: card, when: { pii: [credit_card], any_phrase: Project Nimbus }, action: redact }"
      let policy = Self.policy(rule, mode: mode)
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(
          .send(UpstreamText.whole("Sorry, project nimbus has \(Self.card) and ann@example.com.")))
        _ = try await proxy.ask(ChatText.request("Tell of Project Nimbus, \(Self.card), bob@example.com"))
      }
      let record = try #require(after.records.first)
      #expect(record.answer == "Sorry, [REDACTED] has [CREDIT_CARD] and ann@example.com.", "addresses are not named")
      #expect(record.prompt == "Tell of [REDACTED], [CREDIT_CARD], bob@example.com")
    }

    @Test("both answers of a retry are kept without it")
    func retry() async throws {
      let after = try await LiveProxy.run(LiveSetup(Self.policy(retries: true))) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Sorry, ann@example.com asks too much.")))
        proxy.upstream.script(.send(UpstreamText.whole("It is bob@example.com, of course it is.")))
        _ = try await proxy.ask(ChatText.request("Who?"))
      }
      let record = try #require(after.records.first)
      #expect(record.answer == "Sorry, [EMAIL] asks too much.")
      #expect(record.retry?.answer == "It is [EMAIL], of course it is.")
    }
  }

  @Suite("Records without personal data, of any answer") struct RedactedRecordPropertyTests {
    /// Values, what stands for them, and the part of them that nothing else has.
    private static let values = [
      "4111 1111 1111 1111", "ann.lee@example.com", "DE89 3704 0044 0532 0130 00", "+49 30 1234567", "536-22-8147",
      "00:1b:63:84:45:e6", "https://ann:s3cretw0rd@example.com/x", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    ]
    private static let words = [
      "the ", "is of ", "über ", "日本語。 ", "🙂 ", "said: ", "\"quoted\" ", "a\\b ", "\n",
    ]

    @Test(
      "no value reaches a record, however upstream split the answer and wherever its kept part ends", arguments: 0..<40)
    func nothingRaw(seed: UInt64) throws {
      var random = SplitMix(seed: seed)
      let policy = try ModeratorDriver.policy(
        ModeratorDriver.response() + "\nrecord: { content: redacted }",
        mode: random.below(2) == 0 ? "enforce" : "monitor")
      // Some answers are longer than what a record keeps of them, and than what is looked at for it.
      let length = [300, 16_384, 20_480, 24_000][random.below(4)] + random.below(200)
      var planted: Set<String> = []
      var text = ""
      while text.utf8.count < length {
        for _ in 0..<random.below(12) { text += Self.words[random.below(Self.words.count)] }
        let value = Self.values[random.below(Self.values.count)]
        planted.insert(value)
        text += " \(value) "
      }
      var pieces: [String] = []
      var rest = text[...]
      while !rest.isEmpty {
        let count = random.below(40) + 1
        pieces.append(String(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      let outcome = ModeratorDriver.run(
        ModeratorDriver.plan(policy, isStream: true), pieces.isEmpty ? [] : [Array(StreamScript.stream(pieces).utf8)])
      let kept = try #require(outcome.recorded)
      for value in planted {
        #expect(!kept.contains(value), "\(value)")
        // Nor the beginning of one that the end cut.
        #expect(!kept.hasSuffix(String(value.prefix(8))), "\(value)")
      }
      #expect(kept.utf8.count > min(text.utf8.count, 16_384) / 4, "the rest is kept")
      #expect(kept.contains("["))
    }
  }
}
