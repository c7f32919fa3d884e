/// What someone may do in the console.
package enum ConsoleRole: String, CaseIterable, Comparable, Sendable {
  /// May look at everything.
  case viewer
  /// May also review records and reload policies.
  case reviewer

  package static func < (first: ConsoleRole, second: ConsoleRole) -> Bool { first == .viewer && second == .reviewer }
}
