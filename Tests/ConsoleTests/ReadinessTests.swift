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
    return Readiness(
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
}
