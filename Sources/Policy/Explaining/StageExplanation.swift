package import Taxonomy

/// What the rules of a stage say of one text, rule by rule in the order in which they are tried.
package struct StageExplanation: Sendable, Equatable {
  package var stage: Stage
  package var rules: [RuleExplanation]
  /// What comes out for this text alone.
  package var ruling: Ruling
  /// The text with its redactions; nil where it is withheld, or where a guard model would have to be asked first.
  package var text: String?
}
