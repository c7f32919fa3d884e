package import Classifiers
package import Policy
package import RefusalLog
package import Taxonomy

/// Where the operators' pages get what they show. The closures are called per request and must not block.
package struct OperatorsSources: Sendable {
  /// The classifier in use, which passed its self-check before this was made.
  package var classifier: ClassifierIdentity
  /// Whether the classifier was warmed up; nothing is served before.
  package var isWarm: @Sendable () -> Bool
  /// The policy that decides now.
  package var policy: @Sendable () -> PolicyReference
  /// What runs, the active revision first, and how its reloads went.
  package var policies: @Sendable () -> [RevisionStatus]
  /// Reloads the policies and says what came of it; empty when the process is about to end.
  package var reload: @Sendable () async -> [ReloadReport]
  package var records: @Sendable () -> WriterCounters
  /// The most records that may wait to be written.
  package var recordCapacity: Int
  /// Asks the model server; called at most once in `UpstreamProbe.lifetime`, however many ask.
  package var upstream: @Sendable () async -> UpstreamHealth
  /// The data plane's families in Prometheus' text format, each line ended.
  package var dataPlaneMetrics: @Sendable () -> String

  package init(
    classifier: ClassifierIdentity, isWarm: @escaping @Sendable () -> Bool,
    policy: @escaping @Sendable () -> PolicyReference, policies: @escaping @Sendable () -> [RevisionStatus],
    reload: @escaping @Sendable () async -> [ReloadReport],
    records: @escaping @Sendable () -> WriterCounters, recordCapacity: Int,
    upstream: @escaping @Sendable () async -> UpstreamHealth, dataPlaneMetrics: @escaping @Sendable () -> String
  ) {
    self.classifier = classifier
    self.isWarm = isWarm
    self.policy = policy
    self.policies = policies
    self.reload = reload
    self.records = records
    self.recordCapacity = recordCapacity
    self.upstream = upstream
    self.dataPlaneMetrics = dataPlaneMetrics
  }
}
