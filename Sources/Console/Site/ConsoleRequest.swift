/// What a page is asked for. Only `ConsoleSite` makes one, once it knows who asks and that the request is that person's own.
package struct ConsoleRequest: Sendable {
  package let visitor: Visitor
  /// Parts of the path by the names that the route gave them.
  private let parameters: [String: String]
  /// The address's query.
  package let query: FormFields
  /// The form that was sent; empty for pages.
  package let form: FormFields
  /// Whether a script of the console asks, which wants no more of a page than what changed.
  package let isFromScript: Bool

  init(
    visitor: Visitor, parameters: [String: String] = [:], query: FormFields = FormFields(),
    form: FormFields = FormFields(), isFromScript: Bool = false
  ) {
    self.visitor = visitor
    self.parameters = parameters
    self.query = query
    self.form = form
    self.isFromScript = isFromScript
  }

  /// A part of the path: `:id` in the route is `parameter("id")` here.
  package func parameter(_ name: String) -> String { parameters[name] ?? "" }
}
