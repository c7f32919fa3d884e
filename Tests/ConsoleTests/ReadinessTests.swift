import Classifiers
import Console
import Policy
import RefusalLog
import Taxonomy
import Testing

@Suite struct ReadinessTests {
  private static func report(isWarm: Bool, isWriting: Bool, upstream: UpstreamHealth) -> Readiness {
    var counters = WriterCounters()
    counters.isHealthy = isWriting
    return report(counters, isWarm: isWarm, upstream: upstream)
  }

  private static func report(
    _ counters: WriterCounters, isWarm: Bool = true, upstream: UpstreamHealth = .reachable
  ) -> Readiness {
    Readiness(
      classifier: ClassifierIdentity(name: "ngram", revision: "abc"), isWarm: isWarm,
      policy: PolicyReference(name: "one", revision: "def"),
      policies: [RevisionStatus(role: .active, folder: "policies")], records: counters, recordCapacity: 10,
      upstream: upstream)
  }

  @Test(
    "only what requests need makes it unready",
    arguments: [
      (true, true, UpstreamHealth.reachable, Readiness.Status.ready, "all is well"),
      (true, false, .reachable, .degraded, "records change no answer"),
      (false, true, .reachable, .unready, "nothing can be judged yet"),
      (true, true, .unreachable(reason: "refused"), .unready, "no answer can come"),
      (true, false, .unreachable(reason: "refused"), .unready, "the worse of two counts"),
    ])
  func status(
    isWarm: Bool, isWriting: Bool, upstream: UpstreamHealth, expected: Readiness.Status, reason: Comment
  ) {
    #expect(Self.report(isWarm: isWarm, isWriting: isWriting, upstream: upstream).status == expected, reason)
  }

  @Test("a database that is away is named with what waits for it")
  func spilling() throws {
    var counters = WriterCounters()
    counters.isHealthy = false
    counters.lastError = "disk full"
    counters.backlog.records = 7
    counters.backlog.bytes = 900
    counters.backlog.capacity = 1000
    let report = Self.report(counters)
    #expect(report.status == .degraded)
    #expect(
      try report.json().contains(#""detail":"disk full; 7 records wait in the spill file, 900 of 1000 bytes""#))
    counters.isHealthy = true
    #expect(Self.report(counters).status == .ready, "catching up is no fault")
    #expect(try Self.report(counters).json().contains("writing; 7 records wait"))
  }

  @Test("a spill file that cannot be used is said before it is needed")
  func noSpillFile() throws {
    var counters = WriterCounters()
    counters.backlog.unusable = "spill file: another process has `x`"
    let report = Self.report(counters)
    #expect(report.status == .ready)
    #expect(try report.json().contains("writing; spill file: another process has `x`"))
  }

  @Test("a stream is a part only where there is one, and one that is not read is a flaw")
  func stream() throws {
    var counters = WriterCounters()
    #expect(try !Self.report(counters).json().contains("\"stream\""))
    counters.backlog.stream = StreamCounters()
    #expect(Self.report(counters).status == .ready)
    counters.backlog.stream?.isHealthy = false
    counters.backlog.stream?.dropped = 3
    let report = Self.report(counters)
    #expect(report.status == .degraded)
    #expect(
      try report.json().contains(#""stream":{"detail":"it is not read; 3 lines were lost","ok":false,"queued":0}"#))
  }

  @Test("the spill file's families are always there, the stream's where there is one")
  func metrics() {
    var counters = WriterCounters()
    counters.spilled = 5
    counters.backlog.caughtUp = 2
    counters.backlog.capacity = 100
    var text = MetricsText()
    text.write(counters, capacity: 10)
    #expect(text.text.contains("\nevenkeel_records_spilled_total 5\n"))
    #expect(text.text.contains("\nevenkeel_records_caught_up_total 2\n"))
    #expect(text.text.contains("\nevenkeel_record_spill_usable 1\n"))
    #expect(!text.text.contains("evenkeel_record_stream"))
    counters.backlog.stream = StreamCounters()
    counters.backlog.stream?.dropped = 4
    counters.backlog.unusable = "no"
    var other = MetricsText()
    other.write(counters, capacity: 10)
    #expect(other.text.contains("\nevenkeel_record_stream_dropped_total 4\n"))
    #expect(other.text.contains("\nevenkeel_record_spill_usable 0\n"))
  }
}
