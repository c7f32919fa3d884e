/// Puts the pieces of a page together, one after the other. Strings among them are texts, and are escaped.
@resultBuilder
package enum HTMLBuilder {
  package static func buildExpression(_ html: HTML) -> HTML { html }
  package static func buildExpression(_ html: HTML?) -> HTML { html ?? HTML() }
  package static func buildExpression(_ text: String) -> HTML { HTML(text) }
  package static func buildBlock(_ pieces: HTML...) -> HTML { .joined(pieces) }
  package static func buildOptional(_ piece: HTML?) -> HTML { piece ?? HTML() }
  package static func buildEither(first piece: HTML) -> HTML { piece }
  package static func buildEither(second piece: HTML) -> HTML { piece }
  package static func buildArray(_ pieces: [HTML]) -> HTML { .joined(pieces) }
}

extension HTML {
  /// Pieces without an element around them.
  package init(@HTMLBuilder _ content: () throws -> HTML) rethrows {
    self = try content()
  }
}
