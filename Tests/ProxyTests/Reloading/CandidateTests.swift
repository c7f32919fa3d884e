import FakeUpstream
import Foundation
import Policy
import Proxy
import RefusalLog
import Testing

extension LiveTests {
  @Suite("A candidate revision") struct CandidateTests {
    /// Revisions of which the candidate lets everything through, or refuses what is harmful.
    private func revisions(active: LivePolicy, candidate: LivePolicy) throws -> PolicyRevisions {
      let revisions = PolicyRevisions(policyName: "live", active: try active.snapshot(), candidateFolder: "candidate")
      let snapshot = try candidate.snapshot()
      revisions.swap(
        snapshot,
        report: ReloadReport(
          role: .candidate, trigger: .start, outcome: .loaded, milliseconds: 0, revision: snapshot.revision))
      return revisions
    }

    private func metric(_ subject: String, _ active: String, _ candidate: String) -> String {
      let differs = active != candidate
      return
        "evenkeel_candidate_decisions_total{active=\"\(active)\",candidate=\"\(candidate)\",differs=\"\(differs)\","
        + "subject=\"\(subject)\"}"
    }

    @Test("what it would have done is counted and logged, and only the active one acts", arguments: [false, true])
    func shadow(onThreads: Bool) async throws {
      var lenient = LivePolicy()
      lenient.mode = "monitor"
      var setup = LiveSetup()
      let revisions = try revisions(active: lenient, candidate: LivePolicy())
      setup.revisions = revisions
      if onThreads { setup = setup.onThreads() }
      let pipe = Pipe()
      setup.accessLogDescriptor = pipe.fileHandleForWriting.fileDescriptor
      let after = try await LiveProxy.run(setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let bad = try await proxy.ask(ChatText.request("something BAD"))
        #expect(bad.text.contains("Fine.") && bad.field("x-evenkeel-action") == "monitor")
        proxy.upstream.script(.send(UpstreamText.stream(["This part is harmless here. ", "This is BAD. "])))
        let stream = try await proxy.ask(ChatText.request("harmless", stream: true))
        #expect(stream.text.contains("This is BAD.") && !stream.text.contains("content_filter"))
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        _ = try await proxy.ask(ChatText.request("harmless"))
      }
      try pipe.fileHandleForWriting.close()
      #expect(after.metric(metric("prompt", "monitor", "refuse")) == 1)
      #expect(after.metric(metric("prompt", "allow", "allow")) == 2)
      #expect(after.metric(metric("response", "monitor", "refuse")) == 1)
      #expect(after.metric(metric("response", "allow", "allow")) == 2)
      #expect(after.metric(metric("passage", "monitor", "refuse")).map { $0 >= 1 } == true)
      let lines = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        .split(separator: "\n").filter { $0.contains("\"log\":\"candidate\"") }
      #expect(lines.count == 2)
      let ids = Set(after.records.map { "\($0.id)" })
      for (line, stage) in zip(lines, ["prompt", "response"]) {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let active = try #require(object["active"] as? [String: Any])
        let candidate = try #require(object["candidate"] as? [String: Any])
        #expect(object["stage"] as? String == stage && ids.contains(object["decision"] as? String ?? ""))
        #expect(active["effect"] as? String == "monitor" && candidate["effect"] as? String == "refuse")
        #expect(active["rules"] as? [String] == ["harm"] && candidate["rules"] as? [String] == ["harm"])
        #expect(active["policy"] as? String == "live@\(revisions.current.active.revision)")
        #expect(candidate["policy"] as? String == "live@\(revisions.current.candidate?.revision ?? "")")
        #expect(!line.contains("BAD"))
      }
    }

    @Test("one that would let through what is refused is seen, and the answer stays refused")
    func lenientCandidate() async throws {
      var setup = LiveSetup()
      setup.revisions = try revisions(active: LivePolicy(), candidate: .off)
      let after = try await LiveProxy.run(setup) { proxy in
        let refused = try await proxy.ask(ChatText.request("something BAD"))
        #expect(refused.field("x-evenkeel-action") == "refuse")
        proxy.upstream.script(.send(UpstreamText.whole("This is BAD.")))
        let cut = try await proxy.ask(ChatText.request("harmless"))
        #expect(cut.field("x-evenkeel-action") == "cut")
      }
      #expect(after.metric(metric("prompt", "refuse", "allow")) == 1)
      #expect(after.metric(metric("response", "refuse", "allow")) == 1)
    }

    @Test("a classifier's failure is decided by each revision's own rule")
    func failure() async throws {
      var open = LivePolicy()
      open.failure = "allow"
      var setup = LiveSetup()
      setup.revisions = try revisions(active: open, candidate: LivePolicy())
      let after = try await LiveProxy.run(setup) { proxy in
        proxy.upstream.script(.send(UpstreamText.whole("Fine.")))
        let answer = try await proxy.ask(ChatText.request("BROKEN"))
        #expect(answer.text.contains("Fine."))
      }
      #expect(after.metric(metric("prompt", "allow", "refuse")) == 1)
    }

    @Test("without one nothing is compared")
    func none() async throws {
      let after = try await LiveProxy.run { proxy in
        _ = try await proxy.ask(ChatText.request("something BAD"))
      }
      #expect(!after.metrics.contains("evenkeel_candidate_decisions_total{"))
    }
  }
}
