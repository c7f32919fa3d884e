import Policy
import Proxy
import RefusalLog

/// What a live run is made of; everything has a default that suits most tests.
struct LiveSetup {
  var policy = LivePolicy()
  /// In place of one revision with `policy`.
  var revisions: PolicyRevisions?
  /// 0 judges on threads of its own, a large number on the event loop.
  var inlineByteLimit = 1 << 20
  /// In place of one with `inlineByteLimit`.
  var classifier: ScriptedClassifier?
  var keyring: APIKeyring?
  var store = RefusalStore.Configuration()
  /// Puts a storage that fails in the store's place.
  var storage: (@Sendable (RefusalStore) -> any RecordStorage)?
  var feedback: FeedbackTaking?
  var userKeys: UserKeyMaker?
  var accessLogDescriptor: Int32?
  /// Where the proxy finds upstream, from upstream's port; nil for plain HTTP on that port.
  var upstreamAddress: (@Sendable (FakeUpstreamPlace) throws -> UpstreamAddress)?
  var configure: @Sendable (inout ProxyConfiguration) -> Void = { _ in }

  init(
    _ policy: LivePolicy = LivePolicy(), configure: @escaping @Sendable (inout ProxyConfiguration) -> Void = { _ in }
  ) {
    self.policy = policy
    self.configure = configure
  }

  func policies() throws -> PolicyRevisions {
    try revisions ?? PolicyRevisions(policyName: "live", active: try policy.snapshot())
  }

  /// The same, judged on the classifier's threads.
  func onThreads() -> LiveSetup {
    var setup = self
    setup.inlineByteLimit = 0
    return setup
  }
}

/// Where the fake upstream listens.
struct FakeUpstreamPlace {
  var port: Int
  var unixSocketPath: String?
}
