/// One way to read a text: what is judged beside, never instead of, the others.
package struct TextView: Sendable, Equatable {
  package var text: String
  /// What was undone to get here, in order; empty for the text itself, which is only normalised.
  package var disguises: [TextDisguise]

  package init(text: String, disguises: [TextDisguise] = []) {
    self.text = text
    self.disguises = disguises
  }
}
