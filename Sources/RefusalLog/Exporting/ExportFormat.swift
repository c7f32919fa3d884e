/// A form in which records leave the log.
package enum ExportFormat: String, CaseIterable, Codable, Sendable {
  /// One JSON object a line, with everything; `evenkeel refusals import` reads it.
  case jsonl
  /// RFC 4180, with a header line and everything.
  case csv
  /// XSTest's columns of prompts and of labelled completions, as CSV.
  case xstest
  /// A JSON array of `instruction`, `input` and `output`, as Alpaca and Safety-Tuned LLaMAs (Bianchi et al. 2024) have
  /// it.
  case alpaca
  /// One JSON object a line with `prompt`, `chosen` and `rejected`.
  case preference
  /// Tests of a policy, as a `*.test.yaml`.
  case policyTests = "policy-tests"
}
