import FakeUpstream
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  @Suite("What is recorded") struct RecordTests {
    @Test(
      "a refusal by the model is recorded by how its prompt was judged",
      arguments: [("Hello", "exaggerated_refusal"), ("DOUBTFUL", "justified_refusal")], [false, true])
    func modelRefusal(prompt: (text: String, verdict: String), isStream: Bool) async throws {
      let after = try await LiveProxy.run { proxy in
        let text = "Sorry, I cannot help with that."
        proxy.upstream.script(.send(isStream ? UpstreamText.stream([text]) : UpstreamText.whole(text)))
        let answer = try await proxy.ask(ChatText.request(prompt.text, stream: isStream))
        #expect(answer.text.contains(text), "the answer itself is passed on")
        #expect(answer.field("x-evenkeel-refusal") == nil, "nobody asked for the note")
      }
      let record = try #require(after.records.first)
      #expect(after.records.count == 1 && record.verdict.rawValue == prompt.verdict && record.action == .allow)
      #expect(record.refusalKind == .full && record.refusalScore == 0.95 && record.isStreamed == isStream)
      #expect(after.outcomes == ["model_refusal": 1])
      #expect(after.stats.requests.exaggerated == (prompt.verdict == "exaggerated_refusal" ? 1 : 0))
    }

    @Test("a policy that annotates tells the client of a suspected false refusal, and of nothing else")
    func annotated() async throws {
      var policy = LivePolicy()
      policy.falseRefusals = "annotate"
      try await LiveProxy.run(LiveSetup(policy)) { proxy in
        let client = try await proxy.connect()
        for (prompt, answer, expected) in [
          ("Hello", "Sorry, no.", "full"), ("Hello", "Of course.", nil), ("DOUBTFUL", "Sorry, no.", nil),
        ] {
          proxy.upstream.script(.send(UpstreamText.whole(answer)))
          #expect(try await client.ask(ChatText.request(prompt)).field("x-evenkeel-refusal") == expected)
        }
        client.close()
      }
    }

    @Test("a record keeps as much of the conversation as the policy allows", arguments: ["full", "hashed", "none"])
    func content(mode: String) async throws {
      var policy = LivePolicy()
      policy.content = mode
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Sorry, no.")))
        _ = try await proxy.ask(ChatText.request("my secret"))
      }
      let record = try #require(after.records.first)
      #expect(record.promptBytes == (mode == "none" ? record.promptBytes : 9))
      switch mode {
      case "full": #expect(record.prompt == "my secret" && record.answer == "Sorry, no.")
      case "hashed": #expect(record.prompt?.count == 64 && record.answer?.count == 64)
      default: #expect(record.prompt == nil && record.answer == nil)
      }
      #expect(record.contentMode.rawValue == mode)
    }

    @Test("harmless traffic is counted and not recorded")
    func counted() async throws {
      let after = try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        for _ in 0..<3 {
          proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
          _ = try await client.ask(ChatText.request("Hello"))
        }
        client.close()
      }
      #expect(after.records.isEmpty && after.outcomes == ["allowed": 3])
      #expect(after.stats.requests.answeredSafe == 3 && after.counters.requestsCounted == 3)
    }

    /// A disk that takes nothing.
    private struct FullDisk: RecordStorage {
      func append(
        _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
      ) throws(RefusalLogError) -> AppendOutcome {
        throw .database(code: 13, message: "database or disk is full")
      }
    }

    @Test("a full disk changes no answer and is counted")
    func fullDisk() async throws {
      var setup = LiveSetup()
      setup.storage = { _ in FullDisk() }
      let after = try await LiveProxy.run(setup) { proxy in
        let client = try await proxy.connect()
        for _ in 0..<20 {
          #expect(try await client.ask(ChatText.request("BAD")).text.contains("\"content\":\"No.\""))
        }
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        #expect(try await client.ask(ChatText.request("Hello")).text == StreamScript.whole(["Fine."]))
        client.close()
      }
      #expect(after.counters.failures > 0 && !after.counters.isHealthy && after.counters.written == 0)
      #expect(after.counters.droppedFailed == 20)
      #expect(after.counters.lastError?.contains("disk is full") == true)
    }

    @Test("a database that may not grow keeps what it took, changes no answer and is counted")
    func fullDatabase() async throws {
      var setup = LiveSetup()
      // The empty tables take about half of it.
      setup.store.maximumPages = 64
      let prompt = "BAD " + String(repeating: "and long ", count: 1500)
      let after = try await LiveProxy.run(setup) { proxy in
        let client = try await proxy.connect()
        for _ in 0..<30 {
          let answer = try await client.ask(ChatText.request(prompt))
          #expect(answer.status == 200 && answer.text.contains("\"content\":\"No.\""))
        }
        client.close()
      }
      #expect(after.counters.failures > 0 && !after.counters.isHealthy)
      #expect(after.records.count == after.counters.written, "what was acknowledged is there")
      #expect(after.counters.written + after.counters.droppedFailed == 30, "the rest is counted")
    }
  }
}
