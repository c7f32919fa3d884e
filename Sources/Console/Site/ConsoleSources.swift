package import Classifiers
package import Policy

/// What the console's pages are made of.
package struct ConsoleSources: Sendable {
  /// The policies that run.
  package var revisions: PolicyRevisions
  package var classifier: any HarmClassifier
  /// The refusal log.
  package var store: ConsoleStore
  /// For what blocks, such as scoring texts and reading files.
  package var work: BlockingWork
  /// Reloads the policies and says what came of it; empty when the process is about to end.
  package var reload: @Sendable () async -> [ReloadReport]
  /// Makes a revision of files that were read.
  package var compile: PolicyReloader.Compile
  /// The clock, Unix time.
  package var milliseconds: @Sendable () -> Int64

  package init(
    revisions: PolicyRevisions, classifier: any HarmClassifier, store: ConsoleStore, work: BlockingWork,
    reload: @escaping @Sendable () async -> [ReloadReport], compile: @escaping PolicyReloader.Compile,
    milliseconds: @escaping @Sendable () -> Int64
  ) {
    self.revisions = revisions
    self.classifier = classifier
    self.store = store
    self.work = work
    self.reload = reload
    self.compile = compile
    self.milliseconds = milliseconds
  }
}
