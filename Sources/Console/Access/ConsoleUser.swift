/// Someone who may log in to the console.
package struct ConsoleUser: Sendable, Hashable {
  /// 1 to 64 of the characters a-z, A-Z, 0-9, `.`, `_` and `-`; stands in the reviews that the user makes.
  package var name: String
  package var role: ConsoleRole

  package init(name: String, role: ConsoleRole) {
    self.name = name
    self.role = role
  }
}
