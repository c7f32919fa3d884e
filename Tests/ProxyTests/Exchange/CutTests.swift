import FakeUpstream
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  @Suite("Withholding answers") struct CutTests {
    private let pieces = ["This is fine so far.", " And now BAD words ", "come along, many of them. "]

    @Test("a harmful whole answer is replaced, and its usage stays", arguments: [false, true])
    func whole(onThreads: Bool) async throws {
      let setup = LiveSetup()
      let after = try await LiveProxy.run(onThreads ? setup.onThreads() : setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole(pieces.joined())))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.status == 200 && answer.field("x-evenkeel-action") == "cut")
        #expect(!answer.text.contains("fine so far") && answer.text.contains("\"content\":\"No.\""))
        #expect(
          answer.text.contains("\"finish_reason\":\"content_filter\"") && answer.text.contains("\"x_unknown\":1.50"))
        #expect(answer.text.contains("\"total_tokens\":7"))
      }
      let record = try #require(after.records.first)
      #expect(after.records.count == 1 && record.verdict == .guardCut && record.stage == .response)
      #expect(record.answerHarm == 0.9 && record.releasedCharacters == 0 && record.delivery == .complete)
      #expect(record.answer == pieces.joined() && record.prompt == "Hello" && record.upstreamMilliseconds != nil)
      #expect(after.outcomes == ["cut_answer": 1])
    }

    @Test("a harmful stream is cut before its harmful window, and upstream is cancelled", arguments: [false, true])
    func stream(onThreads: Bool) async throws {
      let setup = LiveSetup()
      let after = try await LiveProxy.run(onThreads ? setup.onThreads() : setup) { proxy in
        let events = pieces.map { UpstreamText.chunk(StreamScript.event($0)) }.joined()
        // Without the rest of the stream: the model would go on for ever.
        proxy.upstream.script(.send(UpstreamText.streamHead + events))
        let client = try await proxy.connect()
        let answer = try await client.ask(ChatText.request("Hello", stream: true))
        #expect(answer.text.contains(pieces[0]) && !answer.text.contains("BAD"))
        #expect(answer.text.contains("\"content\":\"No.\"") && answer.text.hasSuffix("data: [DONE]\n\n"))
        try await proxy.upstream.waitForClose()
        proxy.upstream.script(.send(UpstreamText.whole("Hello again.")))
        #expect(try await client.ask(ChatText.request("Hello")).text.contains("Hello again."))
        client.close()
      }
      let record = try #require(after.records.first)
      #expect(after.records.count == 1 && record.delivery == .cut && record.isStreamed)
      #expect(record.releasedCharacters == pieces[0].count)
    }

    @Test("a choice that is cut takes nothing from the others")
    func otherChoice() async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("A fine answer.", "A BAD answer.")))
        let answer = try await proxy.ask(ChatText.request("Hello", extra: "\"n\":2,"))
        #expect(answer.text.contains("A fine answer.") && !answer.text.contains("BAD"))
        #expect(answer.text.contains("\"content\":\"No.\""))
      }
    }

    @Test("no answer of another success status goes unjudged", arguments: ["201 Created", "203 Changed", "206 Part"])
    func otherSuccess(status: String) async throws {
      try await LiveProxy.run { proxy in
        proxy.upstream.script(.send(UpstreamText.response(StreamScript.whole(["A BAD answer."]), status: status)))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(!answer.text.contains("BAD"))
      }
    }

    @Test("a classifier that fails on the answer does what the policy says", arguments: ["refuse", "allow"])
    func answerFailure(action: String) async throws {
      var policy = LivePolicy()
      policy.failure = action
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("BROKEN")))
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.text.contains("BROKEN") == (action == "allow"))
      }
      #expect(after.metric("evenkeel_classifier_failures_total{reason=\"failed\"}") == 1)
      #expect(after.records.map(\.verdict) == (action == "refuse" ? [.guardCut] : []))
    }

    @Test("an answer that waits for its judge is held, and goes on when the judge is done")
    func heldWhileJudging() async throws {
      try await LiveProxy.run(LiveSetup().onThreads()) { proxy in
        let gate = proxy.upstream.gate()
        proxy.upstream.script(
          .send(UpstreamText.streamHead + UpstreamText.chunk(StreamScript.event("This is all fine here, "))),
          .wait(gate), .send(UpstreamText.chunk(StreamScript.event("but then HELD comes.") + StreamScript.finish())),
          .send(UpstreamText.chunk(StreamScript.done) + UpstreamText.lastChunk))
        let client = try await proxy.connect()
        client.send(ChatText.request("Hello", stream: true))
        gate.open()
        await proxy.classifier.waitUntilHolding()
        proxy.classifier.letGo()
        let answer = try await client.readResponse()
        #expect(StreamScript.contents(answer.text) == "This is all fine here, but then HELD comes.")
        client.close()
      }
    }
  }
}
