import Classifiers
import Console
import Foundation
import Logging
import Policy
import RefusalLog
import Synchronization
import Taxonomy
import Testing

@Suite struct OperatorsTests {
  private static func counters(healthy: Bool = true, error: String? = nil, queued: Int = 0) -> WriterCounters {
    var counters = WriterCounters()
    counters.isHealthy = healthy
    counters.lastError = error
    counters.queueDepth = queued
    return counters
  }

  private static func get(
    _ path: String, counters: WriterCounters = counters(), upstream: UpstreamHealth = .reachable, isWarm: Bool = true
  ) async throws -> HTTPCall.Answer {
    let sources = OperatorsSources(
      classifier: ClassifierIdentity(name: "ngram", revision: "abc"), isWarm: { isWarm },
      policy: { PolicyReference(name: "bal\"anced", revision: "def") },
      policies: { [RevisionStatus(role: .active, folder: "policies")] }, reload: { [] }, records: { counters },
      recordCapacity: 10,
      upstream: { upstream }, dataPlaneMetrics: { "# HELP evenkeel_x x\n# TYPE evenkeel_x gauge\nevenkeel_x 1\n" })
    let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    return try await withService { listening in
      OperatorsService(
        address: .network(host: "127.0.0.1", port: 0), sources: sources, logger: quiet, onListening: listening)
    } during: { port in
      try await HTTPCall.send(path, port: port)
    }
  }

  @Test(
    "is ready, degraded or unready by what is needed",
    arguments: [
      (counters(), UpstreamHealth.reachable, "ready", 200),
      (counters(healthy: false, error: "disk full", queued: 10), .reachable, "degraded", 200),
      (counters(), .unreachable(reason: "refused"), "unready", 503),
      (counters(healthy: false), .unreachable(reason: "refused"), "unready", 503),
      (counters(error: "long over"), .reachable, "ready", 200),
    ])
  func readiness(counters: WriterCounters, upstream: UpstreamHealth, status: String, code: Int) async throws {
    let answer = try await Self.get("/readyz", counters: counters, upstream: upstream)
    #expect(answer.status == code)
    let object = try answer.object()
    #expect(object["status"] as? String == status)
    let records = try #require(object["records"] as? [String: Any])
    #expect(records["ok"] as? Bool == counters.isHealthy && records["capacity"] as? Int == 10)
    let model = try #require(object["upstream"] as? [String: Any])
    #expect(model["ok"] as? Bool == (upstream == .reachable))
    #expect((object["policy"] as? [String: Any])?["detail"] as? String == "bal\"anced@def")
  }

  @Test("is unready until the classifier is warm")
  func warmingUp() async throws {
    let answer = try await Self.get("/readyz", isWarm: false)
    #expect(answer.status == 503)
    let object = try answer.object()
    #expect(object["status"] as? String == "unready")
    #expect((object["classifier"] as? [String: Any])?["ok"] as? Bool == false)
  }

  @Test("is alive whatever is broken")
  func health() async throws {
    let answer = try await Self.get(
      "/healthz", counters: Self.counters(healthy: false), upstream: .unreachable(reason: "gone"))
    #expect(answer.status == 200 && answer.text == #"{"status":"alive"}"#)
  }

  @Test("knows no other path", arguments: ["/", "/v1/chat/completions", "/metrics/x"])
  func elsewhere(path: String) async throws {
    #expect(try await Self.get(path).status == 404)
  }

  @Test("writes metrics that Prometheus reads: each family once, with help and type before its samples")
  func metrics() async throws {
    let answer = try await Self.get("/metrics")
    #expect(answer.type.hasPrefix("text/plain; version=0.0.4"))
    var families: Set<String> = []
    var current = ""
    for line in answer.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if let match = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .+/) {
        current = String(match.1)
        #expect(families.insert(current).inserted, "\(current) occurs twice")
      } else if let match = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
        #expect(match.1 == current)
        #expect((match.2 == "counter") == current.hasSuffix("_total"), "\(current)")
      } else {
        let sample =
          /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="([^"\\\n]|\\["\\n])*"(,[a-z_]+="([^"\\\n]|\\["\\n])*")*\})? \S+/
        let match = try #require(try sample.wholeMatch(in: line), "\(line)")
        #expect(match.1 == current)
        #expect(Double(line.split(separator: " ").last ?? "") != nil)
      }
    }
    #expect(answer.text.hasSuffix("\n"))
    #expect(families.isSuperset(of: ["evenkeel_policy_info", "evenkeel_records_dropped_total", "evenkeel_x"]))
    #expect(answer.text.contains(#"evenkeel_policy_info{policy="bal\"anced",revision="def"} 1"#))
  }

  @Test("asks the model server once for all who ask within the answer's lifetime")
  func probe() async {
    let calls = Mutex(0)
    let start = ContinuousClock.now
    let time = Mutex(start)
    let probe = UpstreamProbe(
      now: { time.withLock { $0 } },
      ask: {
        calls.withLock { $0 += 1 }
        return .reachable
      })
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { #expect(await probe.health() == .reachable) } }
    }
    #expect(calls.withLock { $0 } == 1)
    time.withLock { $0 = start + UpstreamProbe.lifetime }
    _ = await probe.health()
    #expect(calls.withLock { $0 } == 2)
  }
}
