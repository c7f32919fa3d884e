/// A test of a policy file that did not come out as expected.
package struct PolicyTestFailure: Sendable, Equatable, CustomStringConvertible {
  package var file: String
  /// Counted from 1.
  package var line: Int
  /// Counted from 1, in Unicode scalars.
  package var column: Int
  package var policy: String
  package var prompt: String
  /// The answer that was tested; nil for a test of the prompt.
  package var response: String?
  /// In the words of the file: `allow`, `refuse`, or `refuse by` and a rule.
  package var expected: String
  /// The same words, with the score; or that the classifier failed.
  package var got: String

  /// `file:line:column: ...` in one line.
  package var description: String {
    let subject = response.map { "the answer \($0.quoted) to \(prompt.quoted)" } ?? prompt.quoted
    return "\(file):\(line):\(column): test of policy `\(policy)`: \(subject) should be \(expected) and is \(got)"
  }
}
