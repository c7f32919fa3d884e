package import Classifiers
import Foundation
package import Logging
package import Policy
package import Proxy
package import RefusalLog

/// Everything that the proxy is made of, read and checked, before anything listens.
package struct ServingParts: Sendable {
  package let configuration: ProxyConfiguration
  package let keyring: APIKeyring?
  package let revisions: PolicyRevisions
  /// Of the active revision, and of the candidate if one is configured.
  package let reloaders: [PolicyReloader]
  package let classifier: any HarmClassifier
  /// What the classifier scores.
  package let scored: ScoredSignals
  /// Where the records go.
  package let store: RefusalStore
  package let records: RecordWriter
  package let userKeys: UserKeyMaker

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
    scored = loaded.kind.scoredSignals
    let (files, policies) = try PolicyLoading.read(settings.policies, scoring: scored)
    for warning in policies.warnings {
      logger.warning("a policy file has a flaw", metadata: ["place": "\(warning)"])
    }
    try Self.check(settings.policyName, isIn: policies, folder: settings.policies)
    settings.shareThreads(of: &configuration, inlineByteLimit: classifier.inlineByteLimit)
    self.configuration = configuration
    // Policies that do not do what their own tests say must not decide.
    let failures = PolicyTestRun(policies, classifier: classifier).failures
    guard failures.isEmpty else {
      throw CommandFailure(.unusable, failures.map(\.description).joined(separator: "\n"))
    }
    revisions = PolicyRevisions(
      policyName: settings.policyName, active: policies, folder: settings.policies,
      candidateFolder: settings.candidatePolicies, milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    reloaders = Self.reloaders(settings, revisions: revisions, running: files, classifier: classifier, scored: scored)
    let configuredKeys = try settings.userKeyFile.map { path throws(CommandFailure) in
      try Self.userKeys(UserKeyFile(path: path), makesIt: false)
    }
    // Last, since it makes files: a start that was refused leaves nothing behind.
    do {
      // Spilled records and the users' secret are there with any database.
      try RefusalStore.makeFolder(settings.data)
      store = try RefusalStore(settings.logPlace)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    // In the data folder, which is there by now.
    userKeys = try configuredKeys ?? Self.userKeys(UserKeyFile(settings), makesIt: true)
    records = RecordWriter(
      storage: settings.recordStorage(before: store, logger: logger), limits: RecordLimits(),
      drainLimit: .seconds(10), logger: logger)
  }

  private static func userKeys(_ file: UserKeyFile, makesIt: Bool) throws(CommandFailure) -> UserKeyMaker {
    do {
      if makesIt { try file.makeIfMissing() }
      return try file.maker()
    } catch {
      throw CommandFailure(.unusable, "user-key-file: \(error)")
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

  private static func check(
    _ name: String, isIn policies: PolicySnapshot, folder: String
  ) throws(CommandFailure) {
    guard policies.policy(named: policies.defaultPolicy ?? name) == nil else { return }
    throw CommandFailure(
      .unusable, "no policy `\(name)` in `\(folder)`\(NearestWord.hint(for: name, among: policies.names))")
  }

  private static func reloaders(
    _ settings: ServeSettings, revisions: PolicyRevisions, running: PolicyFolderCopy, classifier: any HarmClassifier,
    scored: ScoredSignals
  ) -> [PolicyReloader] {
    let folders: [(role: RevisionRole, folder: String?)] = [
      (.active, settings.policies), (.candidate, settings.candidatePolicies),
    ]
    return folders.compactMap { role, folder in
      guard let folder else { return nil }
      return PolicyReloader(
        role: role, folder: folder, revisions: revisions, running: role == .active ? running : nil,
        compile: { files throws(PolicyFaults) in try PolicyLoading.compile(files, scoring: scored) },
        test: { snapshot, isWanted in
          PolicyTestRun(snapshot, classifier: classifier, while: isWanted).failures.map { PolicyFault($0) }
        })
    }
  }
}
