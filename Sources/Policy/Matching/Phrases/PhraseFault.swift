/// Why a phrase, or all of them together, cannot be matched.
package struct PhraseFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// Which of the lists; nil where the fault is in all of them together.
  package var list: Int?
  /// Which phrase of the list; nil where the fault is in the list as a whole.
  package var phrase: Int?
  /// Lower case, no full stop, what the operator wrote in backticks.
  package var message: String

  package var description: String {
    let places = [list.map { "list \($0)" }, phrase.map { "phrase \($0)" }].compactMap { $0 }
    return (places + [message]).joined(separator: ": ")
  }
}
