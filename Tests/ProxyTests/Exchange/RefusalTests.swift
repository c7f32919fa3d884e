import FakeUpstream
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  @Suite("Refusing prompts") struct RefusalTests {
    @Test("a refused prompt is answered by the policy, and upstream is never called", arguments: [false, true])
    func refused(onThreads: Bool) async throws {
      let setup = LiveSetup()
      let after = try await LiveProxy.run(onThreads ? setup.onThreads() : setup) { proxy in
        let answer = try await proxy.ask(ChatText.request("something BAD"))
        #expect(answer.status == 200 && answer.field("content-type") == "application/json")
        #expect(answer.text.contains("\"content\":\"No.\"") && answer.text.contains("\"model\":\"m\""))
        #expect(answer.text.contains("\"finish_reason\":\"content_filter\""))
        #expect(answer.text.contains("\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}"))
        #expect(proxy.upstream.connectionCount == 0)
      }
      let record = try #require(after.records.first)
      #expect(after.records.count == 1 && record.verdict == .guardBlock && record.stage == .prompt)
      #expect(record.ruleIDs == ["harm"] && record.isEnforced && record.promptHarm == 0.9 && record.cause == .rules)
      #expect(record.prompt == "something BAD" && record.answer == nil && record.delivery == .complete)
      #expect(record.upstreamMilliseconds == nil && record.statusCode == 200 && record.app == "local")
      #expect(after.outcomes == ["refused_prompt": 1])
      let decision = "{action=\"refuse\",cause=\"rules\",enforced=\"true\",stage=\"prompt\"}"
      #expect(after.metric("evenkeel_decisions_total" + decision) == 1)
      #expect(after.metric("evenkeel_requests_total{endpoint=\"chat_completions\",outcome=\"refused\"}") == 1)
    }

    @Test("a refused stream is a stream: role, message, content_filter, usage where asked for, [DONE]")
    func refusedStream() async throws {
      try await LiveProxy.run { proxy in
        let client = try await proxy.connect()
        let plain = try await client.ask(ChatText.request("BAD", stream: true))
        #expect(plain.field("content-type") == "text/event-stream")
        #expect(StreamScript.contents(plain.text) == "No.")
        #expect(plain.text.contains("\"role\":\"assistant\"") && plain.text.hasSuffix("data: [DONE]\n\n"))
        #expect(plain.text.contains("\"finish_reason\":\"content_filter\"") && !plain.text.contains("usage"))
        let counted = try await client.ask(
          ChatText.request("BAD", stream: true, extra: "\"stream_options\":{\"include_usage\":true},"))
        #expect(counted.text.contains("\"choices\":[],\"usage\":{") && counted.text.hasSuffix("data: [DONE]\n\n"))
        client.close()
        #expect(proxy.upstream.connectionCount == 0)
      }
    }

    @Test("every choice that was asked for is refused", arguments: [false, true])
    func allChoices(isStream: Bool) async throws {
      try await LiveProxy.run { proxy in
        let answer = try await proxy.ask(ChatText.request("BAD", stream: isStream, extra: "\"n\":2,"))
        for index in 0..<2 { #expect(answer.text.contains("\"index\":\(index),")) }
        #expect(answer.text.split(separator: "\"content\":\"No.\"").count == 3)
        #expect(answer.text.split(separator: "\"finish_reason\":\"content_filter\"").count == 3)
      }
    }

    @Test(
      "the message comes in the language that the client prefers",
      arguments: [
        ("de-AT,de;q=0.9,en;q=0.8", "Nein.", "the first is written"),
        ("fr, de;q=0.3, en;q=0.2", "Nein.", "the first that is written"),
        ("en;q=0.2, de;q=0.8", "Nein.", "the weight counts, not the order"),
        ("de;q=0, fr", "No.", "a weight of 0 says that it is not wanted"),
        ("*", "No.", "anything"),
        (";;;,,q=,=", "No.", "what cannot be read"),
      ])
    func language(accepted: String, message: String, reason: String) async throws {
      try await LiveProxy.run { proxy in
        let answer = try await proxy.ask(ChatText.request("BAD", fields: "accept-language: \(accepted)\r\n"))
        #expect(answer.text.contains("\"content\":\"\(message)\""), "\(reason)")
      }
    }

    @Test("in monitor mode the prompt goes through, is recorded, and the answer says `monitor`")
    func monitored() async throws {
      var policy = LivePolicy()
      policy.mode = "monitor"
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Here is a BAD answer.")))
        let answer = try await proxy.ask(ChatText.request("something BAD"))
        #expect(answer.text == StreamScript.whole(["Here is a BAD answer."]))
        #expect(answer.field("x-evenkeel-action") == "monitor")
        #expect(proxy.upstream.requests.count == 1)
      }
      let record = try #require(after.records.first)
      #expect(after.records.count == 1 && record.verdict == .guardBlock && !record.isEnforced)
      #expect(after.outcomes == ["allowed": 1])
    }

    @Test(
      "a classifier that fails on the prompt does what the policy says",
      arguments: [("refuse", false), ("allow", false), ("refuse", true), ("allow", true)])
    func promptFailure(action: String, onThreads: Bool) async throws {
      var policy = LivePolicy()
      policy.failure = action
      let setup = LiveSetup(policy)
      let after = try await LiveProxy.run(onThreads ? setup.onThreads() : setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Hello.")))
        let answer = try await proxy.ask(ChatText.request("BROKEN"))
        #expect(answer.status == 200)
        #expect(answer.text.contains(action == "refuse" ? "\"content\":\"No.\"" : "Hello."))
        #expect(proxy.upstream.requests.count == (action == "refuse" ? 0 : 1))
      }
      #expect(after.metric("evenkeel_classifier_failures_total{reason=\"failed\"}") == 1)
      #expect(after.outcomes == [action == "refuse" ? "classifier_failed" : "allowed": 1])
      #expect(after.records.map(\.cause) == (action == "refuse" ? [.classifierFailure] : []))
    }

    @Test("judgements beyond the queue's limit fail as overloaded, and the policy decides")
    func judgingQueueFull() async throws {
      var policy = LivePolicy()
      policy.judgesAnswers = false
      policy.falseRefusals = nil
      let setup = LiveSetup(policy) { $0.limits.judgingQueue = 1 }.onThreads()
      let after = try await LiveProxy.run(setup) { proxy in
        let first = try await proxy.connect()
        first.send(ChatText.request("HELD"))
        await proxy.classifier.waitUntilHolding()
        let second = try await proxy.connect()
        try await second.sendNow(ChatText.request("waits"))
        // Answered by the same loop after it, so it is in the queue by then.
        _ = try await proxy.ask(ChatText.get("/nothing"))
        #expect(try await proxy.ask(ChatText.request("Hello")).text.contains("\"content\":\"No.\""))
        for _ in 0..<2 { proxy.upstream.script(.send(UpstreamText.whole("Hello."))) }
        proxy.classifier.letGo()
        #expect(try await first.readResponse().text.contains("Hello."))
        #expect(try await second.readResponse().text.contains("Hello."))
        first.close()
        second.close()
      }
      #expect(after.metric("evenkeel_classifier_failures_total{reason=\"overloaded\"}") == 1)
    }

    @Test("a judgement that no thread gets to within its deadline fails, and the policy decides")
    func judgingDeadline() async throws {
      let setup = LiveSetup { $0.timeouts.judging = .nanoseconds(1) }.onThreads()
      let after = try await LiveProxy.run(setup) { proxy in
        let answer = try await proxy.ask(ChatText.request("Hello"))
        #expect(answer.text.contains("\"content\":\"No.\""))
      }
      #expect(after.metric("evenkeel_classifier_failures_total{reason=\"deadline_exceeded\"}") == 1)
      #expect(after.records.map(\.cause) == [.classifierFailure])
    }
  }
}
