import Console
import Foundation
import Policy
import RefusalLog

extension Serving {
  /// Work for the console's pages that waits or is under way at once; more is refused.
  private static let consoleWork = 64

  /// The operators' pages.
  func console(reloads: PolicyReloadService) -> ConsoleSite {
    let work = BlockingWork(name: "console", threads: 4, limit: Self.consoleWork)
    let (log, classifier, scored) = (settings.logPlace, parts.classifier, parts.scored)
    let sources = ConsoleSources(
      revisions: parts.revisions, classifier: classifier,
      store: ConsoleStore(work: work) { try RefusalStore.changing(log) }, work: work,
      reload: { await reloads.reload(.request) },
      compile: { files throws(PolicyFaults) in try PolicyLoading.compile(files, scoring: scored) },
      milliseconds: { Int64(Date().timeIntervalSince1970 * 1000) })
    return ConsoleSite(
      sources: sources, door: ConsoleDoor(work: work, tokens: consoleTokens()), hosts: settings.consoleHosts,
      logger: logger)
  }

  /// Reads who may log in; nil when nobody can.
  private func consoleTokens() -> (@Sendable () throws -> ConsoleTokens)? {
    let own = ownTokens
    guard let file = settings.consoleTokensFile.map({ ConsoleTokenFile(path: $0) }) else {
      guard !own.entries.isEmpty else { return nil }
      return { own }
    }
    return { ConsoleTokens(own.entries + (try file.tokens().entries)) }
  }
}
