package import Classifiers
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
  package var records: @Sendable () -> WriterCounters
  /// The most records that may wait to be written.
  package var recordCapacity: Int
  /// Asks the model server; called at most once in `UpstreamProbe.lifetime`, however many ask.
  package var upstream: @Sendable () async -> UpstreamHealth
  /// The data plane's families in Prometheus' text format, each line ended.
  package var dataPlaneMetrics: @Sendable () -> String

  package init(
    classifier: ClassifierIdentity, isWarm: @escaping @Sendable () -> Bool,
    policy: @escaping @Sendable () -> PolicyReference,
    records: @escaping @Sendable () -> WriterCounters, recordCapacity: Int,
    upstream: @escaping @Sendable () async -> UpstreamHealth, dataPlaneMetrics: @escaping @Sendable () -> String
  ) {
    self.classifier = classifier
    self.isWarm = isWarm
    self.policy = policy
    self.records = records
    self.recordCapacity = recordCapacity
    self.upstream = upstream
    self.dataPlaneMetrics = dataPlaneMetrics
  }
}
