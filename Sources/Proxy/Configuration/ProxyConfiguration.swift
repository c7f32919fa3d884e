/// Everything that the data plane is told from outside. The executable fills it in from flags, environment and file.
package struct ProxyConfiguration: Sendable {
  package var listen: SocketLocation
  package var upstream: UpstreamAddress
  /// Sent upstream as `authorization: Bearer …`. A client's own credentials never go upstream.
  package var upstreamKey: String?
  /// PEM file of the authorities that an upstream's certificate is checked against; nil means the system's.
  package var upstreamAuthorities: String?
  /// Whether an upstream's certificate is checked at all.
  package var verifiesUpstream = true
  /// Sent to guard models as `authorization: Bearer …`.
  package var guardKey: String?
  /// PEM file of the authorities that guard models' certificates are checked against; nil means the system's.
  package var guardAuthorities: String?
  /// Serve TLS with these; nil serves plain HTTP.
  package var tls: TLSFiles?
  /// Name of the policy that decides.
  package var policyName = "balanced"
  /// Exact paths, beside the known endpoints, that are handed through unjudged.
  package var passThroughPaths: Set<String> = []
  /// Event-loop threads.
  package var threads = 1
  /// Classifier threads.
  package var judgingThreads = 1
  /// Where the one line a request goes.
  package var accessLog: AccessLogDestination = .standardOutput
  package var limits = ProxyLimits()
  package var timeouts = ProxyTimeouts()

  package init(listen: SocketLocation, upstream: UpstreamAddress) {
    self.listen = listen
    self.upstream = upstream
  }
}
