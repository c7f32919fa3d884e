/// Someone who is logged in: who it is, and what proves that a form came from a page of this session.
package struct Visitor: Sendable, Equatable {
  package let user: ConsoleUser
  /// The session's own secret that every form carries. Another site cannot read it, so it cannot send one.
  let formToken: String

  package var name: String { user.name }
  package func may(_ role: ConsoleRole) -> Bool { user.role >= role }
}
