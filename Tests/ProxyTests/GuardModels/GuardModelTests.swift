import FakeUpstream
import Foundation
import NIOCore
import NIOSSL
import Proxy
import RefusalLog
import Taxonomy
import Testing

extension LiveTests {
  @Suite("Guard models") struct GuardModelTests {
    @Test("what a guard model finds unsafe is refused, and upstream is never called")
    func unsafe() async throws {
      let model = try await FakeUpstream.start()
      model.script(.send(GuardSetup.answer("\n\nunsafe\nS1")))
      let after = try await LiveProxy.run(LiveSetup(GuardSetup.policy(port: model.port))) { proxy in
        let answer = try await proxy.ask(
          ChatText.request("DOUBTFUL", fields: "cookie: a=b\r\nauthorization: Bearer c\r\n"))
        #expect(answer.status == 200 && answer.text.contains("\"content\":\"No.\""))
        #expect(answer.field("x-evenkeel-action") == "refuse" && proxy.upstream.connectionCount == 0)
      }
      let record = try #require(after.records.first)
      #expect(record.verdict == .guardBlock && record.ruleIDs == ["unsure"] && record.cause == .rules)
      #expect(after.metric(GuardSetup.verdicts("unsafe")) == 1 && after.metric("evenkeel_guard_seconds_count") == 1)
      let (head, body) = try #require(model.requests.first)
      #expect(head.hasPrefix("POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:\(model.port)\r\n"))
      #expect(!head.lowercased().contains("cookie") && !head.lowercased().contains("authorization"))
      let text = String(decoding: body, as: UTF8.self)
      #expect(text.contains("\"model\":\"guard-1\"") && text.contains("{\"role\":\"user\",\"content\":\"DOUBTFUL\"}"))
      try await model.stop()
    }

    @Test("what it finds safe goes on, and what no rule asks about is not asked")
    func safe() async throws {
      let model = try await FakeUpstream.start()
      model.script(.send(GuardSetup.answer("safe")))
      let after = try await LiveProxy.run(LiveSetup(GuardSetup.policy(port: model.port))) { proxy in
        for prompt in ["DOUBTFUL", "Hello", "BAD"] {
          proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
          let answer = try await proxy.ask(ChatText.request(prompt))
          #expect(answer.text.contains(prompt == "BAD" ? "No." : "Fine."))
        }
      }
      #expect(model.requests.count == 1 && after.metric(GuardSetup.verdicts("safe")) == 1)
      try await model.stop()
    }

    /// What goes wrong at a guard model's server, and the word for it.
    static let faults: [(steps: [FakeUpstream.Step], word: String, reason: String)] = [
      ([.send(UpstreamText.response("{}", status: "500 Oh"))], "status", "an error"),
      (
        [.send(UpstreamText.response(StreamScript.whole(["safe"]), status: "503 No"))], "status",
        "an error that says safe"
      ),
      (
        [.send(UpstreamText.response("", status: "302 Found", fields: "location: http://127.0.0.1:1/v1\r\n"))],
        "status",
        "a redirect is not followed"
      ),
      ([.send(UpstreamText.response(StreamScript.whole(["safe"]), status: "201 Made"))], "status", "another success"),
      ([.send(UpstreamText.response("safe"))], "unreadable", "no JSON"),
      ([.send(UpstreamText.response("{\"choices\":[]}"))], "unreadable", "no choice"),
      ([.send(UpstreamText.whole("safe", "safe"))], "unreadable", "two choices"),
      ([.send(UpstreamText.whole("I think it is safe"))], "unreadable", "prose"),
      (
        [.send(UpstreamText.response("{\"error\":{},\(StreamScript.whole(["safe"]).dropFirst())"))], "unreadable",
        "an error in an answer"
      ),
      (
        [.send(UpstreamText.response(StreamScript.whole(["safe"]), fields: "content-encoding: gzip\r\n"))],
        "unreadable",
        "a coding that was not asked for"
      ),
      ([.send("HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n")], "unreadable", "no acceptable HTTP"),
      (
        [.send(UpstreamText.response(String(repeating: " ", count: 70_000) + StreamScript.whole(["safe"])))],
        "unreadable", "too large"
      ),
      (
        [.send(UpstreamText.streamHead), .pour(Array(UpstreamText.chunk("    ").utf8), times: 1 << 20)], "unreadable",
        "without an end"
      ),
      ([.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"), .close], "unreachable", "closed in the middle"),
      ([.reset], "unreachable", "broken off"),
      ([], "too_slow", "silence"),
      ([.trickle("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"choices\":[{\"mess")], "too_slow", "a slow loris"),
    ]

    @Test("where a guard model fails, its on_failure decides", arguments: faults.indices, ["refuse", "allow"])
    func fails(index: Int, failure: String) async throws {
      let fault = Self.faults[index]
      let model = try await FakeUpstream.start()
      model.script(fault.steps)
      let timeout = fault.word == "too_slow" ? 300 : 30_000
      let policy = GuardSetup.policy(port: model.port, failure: failure, timeout: timeout)
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL"))
        #expect(answer.status == 200, "\(fault.reason)")
        #expect(answer.text.contains(failure == "refuse" ? "\"content\":\"No.\"" : "Fine."), "\(fault.reason)")
        #expect(proxy.upstream.requests.count == (failure == "refuse" ? 0 : 1), "\(fault.reason)")
      }
      #expect(after.metric(GuardSetup.verdicts("failed")) == 1, "\(fault.reason)")
      #expect(after.metric(GuardSetup.failures(fault.word)) == 1, "\(fault.reason)")
      #expect(after.records.map(\.cause) == (failure == "refuse" ? [.classifierFailure] : []), "\(fault.reason)")
      try await model.stop()
    }

    @Test("nobody at its address, an address that is none, and a text that is too long have failed")
    func notAsked() async throws {
      let model = try await FakeUpstream.start()
      let port = model.port
      try await model.stop()
      let gone = try await LiveProxy.run(LiveSetup(GuardSetup.policy(port: port))) { proxy in
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL"))
        #expect(answer.text.contains("No."))
      }
      #expect(gone.metric(GuardSetup.failures("unreachable")) == 1)
      let long = LiveSetup(GuardSetup.policy(port: port)) { $0.limits.guardTextBytes = 20 }
      let after = try await LiveProxy.run(long) { proxy in
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL, and far too long"))
        #expect(answer.text.contains("No."))
      }
      #expect(after.metric(GuardSetup.failures("too_long")) == 1)
    }

    @Test("requests beyond the limits fail, the others are answered in their turn")
    func overload() async throws {
      let model = try await FakeUpstream.start()
      let gate = model.gate()
      model.script(.wait(gate), .send(GuardSetup.answer("safe")))
      model.script(.send(GuardSetup.answer("safe")))
      let setup = LiveSetup(GuardSetup.policy(port: model.port, timeout: 30_000)) {
        $0.limits.guardRequests = 1
        $0.limits.guardWaiting = 1
      }
      let after = try await LiveProxy.run(setup) { proxy in
        for _ in 0..<2 { proxy.upstream.script(.send(UpstreamText.whole("Fine."))) }
        let first = try await proxy.connect()
        first.send(ChatText.request("DOUBTFUL 1"))
        try await model.waitForRequest()
        let second = try await proxy.connect()
        try await second.sendNow(ChatText.request("DOUBTFUL 2"))
        // Answered by the same loop after it, so it is waiting by then.
        _ = try await proxy.ask(ChatText.get("/nothing"))
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL 3"))
        #expect(answer.text.contains("No."))
        gate.open()
        #expect(try await first.readResponse().text.contains("Fine."))
        #expect(try await second.readResponse().text.contains("Fine."))
        first.close()
        second.close()
      }
      #expect(after.metric(GuardSetup.failures("overloaded")) == 1 && after.metric(GuardSetup.verdicts("safe")) == 2)
      #expect(model.connectionCount == 1, "the second question goes over the first's connection")
      try await model.stop()
    }

    @Test("a client that goes away takes its question back")
    func clientGone() async throws {
      let model = try await FakeUpstream.start()
      model.script([])
      let after = try await LiveProxy.run(LiveSetup(GuardSetup.policy(port: model.port, timeout: 60_000))) { proxy in
        let client = try await proxy.connect()
        client.send(ChatText.request("DOUBTFUL"))
        try await model.waitForRequest()
        client.close()
        try await model.waitForClose()
        #expect(proxy.upstream.connectionCount == 0)
      }
      #expect(after.outcomes == ["client_gone": 1] && after.metric(GuardSetup.verdicts("failed")) == nil)
      try await model.stop()
    }

    @Test("a hundred at once are all judged, over no more connections than allowed")
    func hundred() async throws {
      let model = try await FakeUpstream.start()
      let setup = LiveSetup(GuardSetup.policy(port: model.port, timeout: 30_000)) { $0.limits.guardRequests = 8 }
      let after = try await LiveProxy.run(setup) { proxy in
        for _ in 0..<100 {
          model.script(.send(GuardSetup.answer("safe")))
          proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        }
        try await withThrowingTaskGroup(of: String.self) { group in
          for number in 0..<100 {
            group.addTask { try await proxy.ask(ChatText.request("DOUBTFUL \(number)")).text }
          }
          for try await text in group { #expect(text.contains("Fine.")) }
        }
      }
      #expect(after.metric(GuardSetup.verdicts("safe")) == 100 && (1...8).contains(model.connectionCount))
      #expect(Set(model.requests.map { String(decoding: $0.body, as: UTF8.self) }).count == 100)
      try await model.stop()
    }

    @Test("a connection is used again; one that went stale meanwhile is replaced in silence")
    func reuse() async throws {
      let model = try await FakeUpstream.start()
      let after = try await LiveProxy.run(LiveSetup(GuardSetup.policy(port: model.port))) { proxy in
        for round in 0..<3 {
          model.script(.send(GuardSetup.answer("safe")))
          if round == 1 { model.script(.close) }
          proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
          // The third goes out over a connection that the server closes instead of answering.
          if round == 2 { model.script(.send(GuardSetup.answer("safe"))) }
          let answer = try await proxy.ask(ChatText.request("DOUBTFUL"))
          #expect(answer.text.contains("Fine."))
        }
      }
      #expect(model.requests.count == 4 && model.connectionCount == 2)
      #expect(after.metric(GuardSetup.verdicts("safe")) == 3 && after.metric(GuardSetup.verdicts("failed")) == nil)
      try await model.stop()
    }

    @Test("ShieldGemma is asked four times, and one violated principle is enough", arguments: [false, true])
    func shieldGemma(violates: Bool) async throws {
      let model = try await FakeUpstream.start()
      for index in 0..<4 { model.script(.send(GuardSetup.answer(violates && index == 2 ? "Yes" : "No"))) }
      let policy = GuardSetup.policy(port: model.port, format: "shieldgemma")
      let after = try await LiveProxy.run(LiveSetup(policy)) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let answer = try await proxy.ask(ChatText.request("DOUBTFUL"))
        #expect(answer.text.contains(violates ? "No." : "Fine."))
      }
      #expect(after.metric(GuardSetup.verdicts(violates ? "unsafe" : "safe")) == 1)
      try await model.stop()
    }

    @Test("the texts of one request are asked about at once, equal ones together, each for itself")
    func manyTexts() async throws {
      let model = try await FakeUpstream.start()
      let gate = model.gate()
      model.script(.wait(gate), .send(GuardSetup.answer("safe")))
      model.script(.wait(gate), .send(GuardSetup.answer("unsafe\nS9")))
      try await LiveProxy.run(LiveSetup(GuardSetup.policy(port: model.port))) { proxy in
        let messages = ["DOUBTFUL 1", "Hello", "DOUBTFUL 2", "DOUBTFUL 1"].map {
          "{\"role\":\"user\",\"content\":\"\($0)\"}"
        }
        let client = try await proxy.connect()
        client.send(ChatText.post("{\"model\":\"m\",\"messages\":[\(messages.joined(separator: ","))]}"))
        try await model.waitForRequest(2)
        gate.open()
        #expect(try await client.readResponse().text.contains("No."))
        client.close()
      }
      #expect(model.requests.count == 2)
      try await model.stop()
    }
  }
}
