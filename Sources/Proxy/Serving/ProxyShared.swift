import NIOCore
import NIOSSL
import OpenAIWire
import Policy
import RefusalLog
import Synchronization
import Taxonomy

/// What all event loops share; of it only the policies change while the proxy runs.
final class ProxyShared: Sendable {
  let configuration: ProxyConfiguration
  let revisions: PolicyRevisions
  let scheduler: ClassifierScheduler
  let records: RecordWriter
  let recordDesk: RecordDesk
  let feedback: FeedbackDesk
  /// Nil leaves records without pseudonyms of users.
  let userKeys: UserKeyMaker?
  let admission: Admission
  let upstreamRequests: UpstreamRequestRenderer
  let upstreamTLS: NIOSSLContext?
  let guardAccess: GuardAccess
  let requestLimits: RequestLimits
  let accessLog: AccessLog
  let metrics: ProxyMetrics
  /// Client connections that are open, over all loops.
  let connections = Atomic<Int>(0)

  init(
    configuration: ProxyConfiguration, revisions: PolicyRevisions, scheduler: ClassifierScheduler,
    records: RecordWriter, feedback: FeedbackTaking?, userKeys: UserKeyMaker?, keyring: APIKeyring?,
    accessLog: AccessLog
  ) throws {
    self.configuration = configuration
    self.revisions = revisions
    self.scheduler = scheduler
    self.records = records
    let recordDesk = RecordDesk(records: records)
    self.recordDesk = recordDesk
    self.userKeys = userKeys
    self.accessLog = accessLog
    // So that feedback finds the record that it is about.
    self.feedback = FeedbackDesk(
      perMinute: configuration.limits.feedbackPerMinute,
      take: feedback.map { take -> FeedbackTaking in
        { feedback in
          await recordDesk.settle()
          return try await take(feedback)
        }
      })
    admission = Admission(keyring: keyring, passThroughPaths: configuration.passThroughPaths)
    upstreamRequests = UpstreamRequestRenderer(configuration)
    upstreamTLS = try UpstreamConnector.tlsContext(configuration)
    guardAccess = try GuardAccess(configuration)
    requestLimits = RequestLimits(
      json: JSONLimits(maxDepth: configuration.limits.jsonDepth), maxChoices: configuration.limits.choices)
    metrics = ProxyMetrics()
  }
}
