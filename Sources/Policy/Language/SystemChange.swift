/// How a rule changes the system message of a request.
package enum SystemChange: Sendable, Equatable {
  /// A system message goes before all others.
  case prepend(String)
  /// The one system message that there is from now on.
  case replace(String)
}
