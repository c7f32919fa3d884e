package import Classifiers
package import Logging
package import Policy
package import Proxy
package import RefusalLog

/// Everything that the proxy is made of, read and checked, before anything listens.
package struct ServingParts: Sendable {
  package let configuration: ProxyConfiguration
  package let keyring: APIKeyring?
  package let policies: PolicySnapshot
  package let policy: CompiledPolicy
  package let classifier: any HarmClassifier
  package let records: RecordWriter

  /// - Throws: `SettingsFaults` or `CommandFailure`, with all that is wrong at the first step that fails.
  package init(_ settings: ServeSettings, logger: Logger) throws {
    var configuration = try settings.proxyConfiguration()
    keyring = try Self.keyring(settings.keysFile)
    let loaded: LoadedClassifier
    do {
      loaded = try ClassifierLoading.load(kind: settings.classifier, weights: settings.weights)
    } catch {
      throw CommandFailure(settings.weights == nil ? .failed : .unusable, "\(error)")
    }
    classifier = loaded.classifier
    policies = try PolicyLoading.load(settings.policies, scoring: loaded.kind.scoredSignals)
    for warning in policies.warnings {
      logger.warning("a policy file has a flaw", metadata: ["place": "\(warning)"])
    }
    policy = try Self.policy(settings.policyName, in: policies, folder: settings.policies)
    settings.shareThreads(of: &configuration, inlineByteLimit: classifier.inlineByteLimit)
    self.configuration = configuration
    // Policies that do not do what their own tests say must not decide.
    let failures = PolicyTestRun(policies, classifier: classifier).failures
    guard failures.isEmpty else {
      throw CommandFailure(.unusable, failures.map(\.description).joined(separator: "\n"))
    }
    // Last, since it makes files: a start that was refused leaves nothing behind.
    do {
      records = RecordWriter(store: try RefusalStore(folder: settings.data), logger: logger)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  private static func keyring(_ file: String?) throws(CommandFailure) -> APIKeyring? {
    guard let file else { return nil }
    do {
      return try KeyFile(path: file).keyring()
    } catch {
      throw CommandFailure(.unusable, "keys-file: \(error)")
    }
  }

  private static func policy(
    _ name: String, in policies: PolicySnapshot, folder: String
  ) throws(CommandFailure) -> CompiledPolicy {
    if let policy = policies.policy(named: name) { return policy }
    throw CommandFailure(
      .unusable, "no policy `\(name)` in `\(folder)`\(NearestWord.hint(for: name, among: policies.names))")
  }
}
