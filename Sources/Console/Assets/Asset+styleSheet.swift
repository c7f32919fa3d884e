extension Asset {
  /// The one style sheet of all pages.
  package static let styleSheet = Asset(
    name: "console.css", type: "text/css; charset=utf-8",
    content: [
      StyleSheet.colours, StyleSheet.base, StyleSheet.frame, StyleSheet.controls, StyleSheet.tables, StyleSheet.figures,
      StyleSheet.policies, StyleSheet.texts, StyleSheet.review, StyleSheet.explanations,
    ].joined(separator: "\n"))
}
