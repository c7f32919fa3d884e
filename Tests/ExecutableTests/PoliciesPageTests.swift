import Classifiers
import Console
import Foundation
import Logging
import Policy
import RefusalLog
import Synchronization
import Taxonomy
import Testing

@Suite struct PoliciesPageTests {
  private static let active = ReloadReport(
    role: .active, trigger: .watch, outcome: .failed, milliseconds: 1_767_225_600_123, revision: "aaaaaaaaaaaa",
    faults: [
      PolicyFault(file: "policies/one.yaml", line: 3, column: 7, message: "unknown key `x`"),
      PolicyFault(file: "policies", message: "no policy `one`"),
    ])

  /// Statuses as they come out of revisions that a test swaps.
  private static func statuses(_ reports: [ReloadReport] = [], candidate: Bool = false) throws -> [RevisionStatus] {
    let snapshot = try PolicyFolder.load(files: [(name: "one.yaml", contents: Array("name: one\n".utf8))])
    let revisions = PolicyRevisions(
      policyName: "one", active: snapshot, folder: "policies", candidateFolder: candidate ? "next" : nil,
      milliseconds: 1_767_225_600_000)
    for report in reports {
      if report.outcome == .loaded { revisions.swap(snapshot, report: report) } else { revisions.note(report) }
    }
    return revisions.statuses
  }

  private static func send(
    _ path: String, method: String = "GET", headers: [String: String] = [:], statuses: [RevisionStatus] = [],
    reports: [ReloadReport] = [], reloads: Calls = Calls()
  ) async throws -> HTTPCall.Answer {
    let sources = OperatorsSources(
      classifier: ClassifierIdentity(name: "ngram", revision: "abc"), isWarm: { true },
      policy: { PolicyReference(name: "one", revision: "aaaaaaaaaaaa") }, policies: { statuses },
      reload: {
        reloads.count.withLock { $0 += 1 }
        return reports
      }, records: { WriterCounters() }, recordCapacity: 10, upstream: { .reachable }, dataPlaneMetrics: { "" })
    let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    return try await withService { listening in
      OperatorsService(
        address: .network(host: "127.0.0.1", port: 0), sources: sources, logger: quiet, onListening: listening)
    } during: { port in
      try await HTTPCall.send(path, port: port, method: method, headers: headers)
    }
  }

  private final class Calls: Sendable {
    let count = Mutex(0)
  }

  @Test("shows what runs and how the last reload went")
  func page() async throws {
    let statuses = try Self.statuses([Self.active], candidate: true)
    let answer = try await Self.send("/policies", statuses: statuses)
    #expect(answer.status == 200 && answer.type == "application/json")
    let object = try answer.object()
    let active = try #require(object["active"] as? [String: Any])
    #expect(active["folder"] as? String == "policies" && active["policies"] as? [String] == ["one"])
    #expect(active["revision"] as? String == statuses[0].revision)
    #expect(active["last_success"] as? String == "2026-01-01T00:00:00.000Z")
    #expect(active["reloads"] as? [String: Int] == ["failed": 1])
    let last = try #require(active["last_reload"] as? [String: Any])
    #expect(last["at"] as? String == "2026-01-01T00:00:00.123Z" && last["trigger"] as? String == "watch")
    let faults = try #require(last["faults"] as? [[String: Any]])
    #expect(faults.count == 2 && faults[0]["line"] as? Int == 3 && faults[0]["column"] as? Int == 7)
    #expect(faults[1]["line"] == nil && faults[1]["message"] as? String == "no policy `one`")
    let candidate = try #require(object["candidate"] as? [String: Any])
    #expect(candidate["folder"] as? String == "next" && candidate["revision"] == nil)
  }

  @Test("a reload is answered with what came of it")
  func reload() async throws {
    var loaded = Self.active
    loaded.outcome = .loaded
    loaded.faults = []
    var candidate = Self.active
    candidate.role = .candidate
    for (reports, status) in [([loaded], 200), ([Self.active], 422), ([loaded, candidate], 422), ([], 503)] {
      let answer = try await Self.send("/policies/reload", method: "POST", reports: reports)
      #expect(answer.status == status)
      let object = try answer.object()
      #expect(object.count == reports.count)
      let outcome = (object["active"] as? [String: Any])?["outcome"] as? String
      #expect(outcome == reports.first?.outcome.rawValue)
    }
  }

  @Test("only POST reloads, and no page in a browser", arguments: ["GET", "PUT", "DELETE", "PATCH"])
  func onlyPost(method: String) async throws {
    let calls = Calls()
    #expect(try await Self.send("/policies/reload", method: method, reloads: calls).status == 405)
    let fromPage = try await Self.send(
      "/policies/reload", method: "POST", headers: ["origin": "http://elsewhere.example"], reloads: calls)
    #expect(fromPage.status == 403)
    #expect(calls.count.withLock { $0 } == 0)
  }

  @Test("a failed reload shows in the readiness and in the metrics, and serving goes on")
  func failed() async throws {
    var candidate = Self.active
    candidate.role = .candidate
    let statuses = try Self.statuses([Self.active, candidate], candidate: true)
    let readiness = try await Self.send("/readyz", statuses: statuses)
    #expect(readiness.status == 200)
    let object = try readiness.object()
    #expect(object["status"] as? String == "ready")
    let policy = try #require(object["policy"] as? [String: Any])
    #expect(policy["ok"] as? Bool == true)
    #expect(
      policy["detail"] as? String
        == "one@aaaaaaaaaaaa; the reload at 2026-01-01T00:00:00.123Z failed: policies/one.yaml:3:7: unknown key `x` and 1 more"
    )
    #expect((object["candidate"] as? [String: Any])?["ok"] as? Bool == false)
    let metrics = try await Self.send("/metrics", statuses: statuses).text.split(separator: "\n")
    for line in [
      "evenkeel_policy_reloads_total{role=\"active\",outcome=\"failed\"} 1",
      "evenkeel_policy_reloads_total{role=\"active\",outcome=\"loaded\"} 0",
      "evenkeel_policy_reload_failed{role=\"active\"} 1", "evenkeel_policy_reload_failed{role=\"candidate\"} 1",
      "evenkeel_policy_revision_info{role=\"active\",revision=\"\(statuses[0].revision ?? "")\"} 1",
      "evenkeel_policy_last_success_timestamp_seconds{role=\"active\"} 1767225600",
    ] {
      #expect(metrics.contains { $0 == line }, "\(line)")
    }
  }

  @Test("after a reload that was loaded nothing is failed")
  func recovered() async throws {
    var loaded = Self.active
    loaded.outcome = .loaded
    let statuses = try Self.statuses([Self.active, loaded])
    let object = try await Self.send("/readyz", statuses: statuses).object()
    #expect((object["policy"] as? [String: Any])?["detail"] as? String == "one@aaaaaaaaaaaa")
    #expect(object["candidate"] == nil)
    let metrics = try await Self.send("/metrics", statuses: statuses).text
    #expect(metrics.contains("evenkeel_policy_reload_failed{role=\"active\"} 0\n"))
  }
}
