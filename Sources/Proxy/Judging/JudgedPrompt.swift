package import Classifiers
package import Taxonomy

/// What is known of a request's judged texts.
package struct JudgedPrompt: Sendable, Equatable {
  /// The worst of the texts that were judged; a harm of 0 when none was.
  package var signals: PromptSignals
  /// Why a text was not judged; nil when all were.
  package var failure: ClassifierFailure?

  package init(signals: PromptSignals, failure: ClassifierFailure? = nil) {
    self.signals = signals
    self.failure = failure
  }
}

extension JudgedPrompt {
  /// Puts the verdicts on single texts together as a classifier does that is given all of them.
  ///
  /// - Parameter findings: one a text, in their order, and maybe one on all together; nil where the classifier gave none
  ///   within the deadline.
  init(of texts: [JudgedText], findings: [JudgingUnit.Finding?], missing: ClassifierFailure) {
    signals = PromptSignals(harm: 0, worst: texts.first?.place)
    for (index, finding) in findings.enumerated() {
      switch finding {
      case .success(.prompt(let found)): signals.include(found, at: texts[index].place)
      case .success(.together(let found)):
        if let found { signals.include(found, at: found.worst) }
      case .failure(let failure): self.failure = self.failure ?? failure
      case nil: self.failure = self.failure ?? missing
      case .success: preconditionFailure("a verdict on an answer for a text of the prompt")
      }
    }
  }
}

extension PromptSignals {
  /// The worse of the two in every signal; the place is that of the higher harm, the earlier one where both are equal.
  fileprivate mutating func include(_ other: PromptSignals, at place: TextPlace?) {
    if other.harm > harm {
      harm = other.harm
      worst = place
      worstRange = other.worstRange
    }
    if !other.categories.isEmpty { categories.merge(other.categories) { max($0, $1) } }
    if let found = other.attack { attack = max(attack ?? found, found) }
  }
}
