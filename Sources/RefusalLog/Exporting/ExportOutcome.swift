import Taxonomy

/// What an export wrote, and what it left out and why.
package struct ExportOutcome: Sendable, Equatable {
  /// Why a record that passed the filter is not in the export.
  package enum Omission: String, CaseIterable, Sendable {
    /// The reviewer was unsure, so nothing can be learned from it.
    case unsure
    /// The record keeps no text of the prompt, or of the answer that is needed.
    case notKept = "not_kept"
    /// Only the beginning of a text was kept.
    case cutShort = "cut_short"
    /// There is no answer of the kind that is needed.
    case noAnswer = "no_answer"
    /// The same texts were written before.
    case duplicate
    /// `mix` did not draw it.
    case notDrawn = "not_drawn"
    /// A policy test of it would say nothing: the model refused rightly what the policy let pass.
    case nothingToTest = "nothing_to_test"
  }

  /// Records in the export.
  package var written = 0
  /// Of the written: by what is known of the prompt, `safe` or `harmful`. Empty for `jsonl` and `csv`.
  package var kinds: [String: Int] = [:]
  /// Of the written, by verdict (raw value).
  package var verdicts: [String: Int] = [:]
  /// Of the written, by the standing review's label (raw value), or `none`.
  package var labels: [String: Int] = [:]
  /// Of the written, by content mode (raw value).
  package var contentModes: [String: Int] = [:]
  /// Of the written, by `policy@revision`.
  package var policies: [String: Int] = [:]
  /// By raw value of `Omission`.
  package var leftOut: [String: Int] = [:]

  package init() {}

  mutating func count(_ record: RefusalRecord, kind: PromptKind?) {
    written += 1
    if let kind { kinds[kind.rawValue, default: 0] += 1 }
    verdicts[record.verdict.rawValue, default: 0] += 1
    labels[record.review?.label.rawValue ?? "none", default: 0] += 1
    contentModes[record.contentMode.rawValue, default: 0] += 1
    policies[record.policy.description, default: 0] += 1
  }

  mutating func leaveOut(_ omission: Omission) { leftOut[omission.rawValue, default: 0] += 1 }
}
