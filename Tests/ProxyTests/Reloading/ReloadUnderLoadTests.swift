import FakeUpstream
import Foundation
import Policy
import Proxy
import RefusalLog
import Synchronization
import Testing

/// Which policies answered how often.
private final class SeenPolicies: Sendable {
  private struct State {
    var counts: [String: Int] = [:]
    var isOver = false
  }

  private let state = Mutex(State())
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

  var counts: [String: Int] { state.withLock { $0.counts } }
  var isOver: Bool { state.withLock { $0.isOver } }

  func count(_ policy: String) -> Int { state.withLock { $0.counts[policy] ?? 0 } }

  func note(_ policy: String) {
    state.withLock { $0.counts[policy, default: 0] += 1 }
    continuation.yield()
  }

  /// Waits until one more answered.
  func wait() async throws {
    for await _ in stream { break }
    try Task.checkCancellation()
  }

  func end() { state.withLock { $0.isOver = true } }
}

extension LiveTests {
  @Suite("Reloading") struct ReloadUnderLoadTests {
    @Test("while revisions alternate a hundred times, every answer is explained by exactly one of them")
    func alternating() async throws {
      let names = ["A", "B"]
      let snapshots = try names.map { name in
        var policy = LivePolicy()
        policy.message = "by \(name)"
        return try policy.snapshot()
      }
      let revisions = PolicyRevisions(policyName: "live", active: snapshots[0])
      var setup = LiveSetup { $0.threads = 2 }
      setup.revisions = revisions
      let messages = Dictionary(
        uniqueKeysWithValues: zip(snapshots, names).map { ("live@\($0.revision)", "by \($1)") })
      let seen = SeenPolicies()
      let after = try await LiveProxy.run(setup) { proxy in
        // A refused prompt, a refused stream and a cut stream, each with the policy's message in it.
        let requests = [
          ChatText.request("something BAD"), ChatText.request("something BAD", stream: true),
          ChatText.request("harmless", stream: true),
        ]
        let cut = UpstreamText.stream(["All is fine so far. ", "And then BAD words ", "come along. "])
        try await withThrowingTaskGroup(of: Void.self) { group in
          for worker in 0..<6 {
            group.addTask {
              let client = try await proxy.connect()
              defer { client.close() }
              var count = 0
              while !seen.isOver || count < 3 {
                let kind = (worker + count) % requests.count
                if kind == 2 { proxy.upstream.script(.send(cut)) }
                let answer = try await client.ask(requests[kind])
                let fields = answer.fields("x-evenkeel-policy")
                let policy = try #require(fields.first)
                let message = try #require(messages[policy], "\(fields)")
                #expect(fields.count == 1)
                let told = names.filter { answer.text.contains("by \($0)") }.map { "by \($0)" }
                #expect(told == [message], "\(policy): \(answer.text)")
                seen.note(policy)
                count += 1
              }
            }
          }
          group.addTask {
            defer { seen.end() }
            for index in 1...100 {
              let snapshot = snapshots[index % 2]
              let policy = "live@\(snapshot.revision)"
              let before = seen.count(policy)
              revisions.swap(
                snapshot,
                report: ReloadReport(
                  role: .active, trigger: .request, outcome: .loaded, milliseconds: 0, revision: snapshot.revision))
              // Goes on once the new revision has answered.
              while seen.count(policy) == before { try await seen.wait() }
            }
          }
          try await group.waitForAll()
        }
      }
      let counts = seen.counts
      #expect(counts.count == 2 && counts.values.allSatisfy { $0 >= 50 }, "\(counts)")
      for record in after.records {
        #expect(messages["\(record.policy)"] != nil)
      }
    }

    @Test("a stream that has begun is judged to its end by the revision that it began with", arguments: [false, true])
    func streamKeeps(onThreads: Bool) async throws {
      var strict = LivePolicy()
      strict.message = "by A"
      let first = try strict.snapshot()
      var off = LivePolicy.off
      off.message = "by B"
      let second = try off.snapshot()
      let revisions = PolicyRevisions(policyName: "live", active: first)
      var setup = LiveSetup()
      setup.revisions = revisions
      if onThreads { setup = setup.onThreads() }
      try await LiveProxy.run(setup) { proxy in
        let gate = proxy.upstream.gate()
        let pieces = [
          "This part is quite harmless, ", "and so is this one, long as it is. ",
          "But then it is BAD, and more words come along after it. ",
        ]
        let events = pieces.map { UpstreamText.chunk(StreamScript.event($0)) }
        proxy.upstream.script(
          .send(UpstreamText.streamHead + events[0] + events[1]), .wait(gate), .send(events[2]))
        let client = try await proxy.connect()
        defer { client.close() }
        client.send(ChatText.request("harmless", stream: true))
        let head = try await client.read(until: "harmless")
        #expect(head.contains("x-evenkeel-policy: live@\(first.revision)"))
        revisions.swap(
          second,
          report: ReloadReport(
            role: .active, trigger: .request, outcome: .loaded, milliseconds: 0, revision: second.revision))
        gate.open()
        let rest = try await client.read(until: "[DONE]")
        #expect(rest.contains("by A") && rest.contains("content_filter") && !rest.contains("BAD"))
        let next = try await proxy.ask(ChatText.request("something BAD"))
        #expect(next.field("x-evenkeel-policy") == "live@\(second.revision)")
      }
    }
  }
}
