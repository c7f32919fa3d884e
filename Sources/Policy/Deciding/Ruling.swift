package import Taxonomy

/// What the rules of a stage say of all its texts together: the decision, and what else is to be done.
package struct Ruling: Sendable, Equatable {
  package var decision: Decision
  /// How a refusal reaches the client.
  package var form: RefusalForm = .completion
  /// The hazard category that the refused text stands out in; nil where none does.
  package var category: HazardCategory?
  /// The item that decided; nil where none did.
  package var item: Int?
  /// Ids of the rules that fired and mark the answer; empty unless the request goes on.
  package var annotations: [String] = []
  /// What is to be replaced in which texts, by the index of their items; empty unless the request goes on and the policy is enforced.
  package var redactions: [Int: [TextRedaction]] = [:]
  /// How the system message changes, in the order of the rules; empty unless the request goes on.
  package var systemChanges: [SystemChange] = []
  /// Ids of the exceptions that kept a rule from counting.
  package var exceptions: [String] = []
  /// What guard models have to be asked before this is final; empty when it is.
  package var questions: [GuardQuestion] = []

  package init(_ decision: Decision) { self.decision = decision }

  /// Whether the text itself is changed.
  package var changesRequest: Bool { !redactions.isEmpty || !systemChanges.isEmpty }
}
