package import Classifiers
package import Logging
package import Proxy

/// All that can be configured, typed, with its defaults. `SettingTable` names each.
package struct ServeSettings: Sendable {
  // 8080, 8000 and 11434 are taken by the model servers that this stands before.
  package var listen: SocketLocation = .network(host: "127.0.0.1", port: 8642)
  /// Nil only in commands that need none: `serve` refuses to start without it, `demo` brings its own.
  package var upstream: UpstreamAddress?
  package var upstreamKey: String?
  package var upstreamKeyFile: String?
  package var upstreamAuthorities: String?
  package var verifiesUpstream = true
  package var guardKeyFile: String?
  package var guardAuthorities: String?
  package var tlsCertificate: String?
  package var tlsKey: String?
  package var policies = "./policies"
  package var policyName = "balanced"
  /// Nil means none.
  package var candidatePolicies: String?
  /// Zero means never.
  package var policyPoll: Duration = .seconds(1)
  package var passThroughPaths: [String] = []
  package var data = "./evenkeel-data"
  /// Nil means what the weights are for; without weights the encoder, in a build that carries one.
  package var classifier: ClassifierKind?
  /// Nil means the weights that are built in.
  package var weights: String?
  package var keysFile: String?
  package var operatorsListen: SocketLocation = .network(host: "127.0.0.1", port: 8643)
  package var operatorsAllowRemote = false
  /// Nil means that nobody can log in to the console.
  package var consoleTokensFile: String?
  package var consoleHosts: [String] = []
  /// Nil means SQLite in the data folder.
  package var recordsDatabase: String?
  /// Bytes.
  package var recordsSpillBytes = 256 << 20
  package var recordsStream: RecordStreamPlace = .off
  /// Bytes.
  package var recordsStreamBytes = 64 << 20
  package var recordsStreamFiles = 5
  /// Nil means `user-key` in the data folder, which is made when it is not there.
  package var userKeyFile: String?
  package var logLevel: Logger.Level = .info
  package var accessLog: AccessLogDestination = .standardOutput
  /// Event-loop threads; nil means what `ThreadShares` says.
  package var threads: Int?
  /// Classifier threads; nil means what `ThreadShares` says.
  package var judgingThreads: Int?
  package var limits = ProxyLimits()
  package var timeouts = ProxyTimeouts()

  package init() {}
}
