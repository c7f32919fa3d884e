/// What came of reading a folder of policies again.
package struct ReloadReport: Sendable, Equatable {
  /// What came of it, in one word.
  package enum Outcome: String, CaseIterable, Codable, Sendable {
    /// The revision that was read is the one that runs now.
    case loaded
    /// The files are those of the revision that runs.
    case unchanged
    /// Something is wrong with the files; what ran before runs on.
    case failed
  }

  /// Faults that a report carries.
  package static let faultLimit = 100

  package var role: RevisionRole
  package var trigger: ReloadTrigger
  package var outcome: Outcome
  /// Unix time in milliseconds.
  package var milliseconds: Int64
  /// The revision that runs afterwards; nil for a candidate that was never loaded.
  package var revision: String?
  /// What is wrong with the files, the tests that failed included; `faultLimit` of them at most. Empty unless `failed`.
  package var faults: [PolicyFault]
  /// How many faults there are; more than `faults` holds when there are too many.
  package var faultCount: Int
  /// What an operator should know of files that were loaded.
  package var warnings: [PolicyFault]

  package init(
    role: RevisionRole, trigger: ReloadTrigger, outcome: Outcome, milliseconds: Int64, revision: String?,
    faults: [PolicyFault] = [], warnings: [PolicyFault] = []
  ) {
    self.role = role
    self.trigger = trigger
    self.outcome = outcome
    self.milliseconds = milliseconds
    self.revision = revision
    self.faults = Array(faults.prefix(Self.faultLimit))
    faultCount = faults.count
    self.warnings = Array(warnings.prefix(Self.faultLimit))
  }
}
