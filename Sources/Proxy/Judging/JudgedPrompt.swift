package import Classifiers
package import Taxonomy

/// What is known of a request's judged texts.
package struct JudgedPrompt: Sendable, Equatable {
  /// What is known of the texts together beyond what each says for itself.
  package enum Together: Sendable, Equatable {
    /// The classifier finds nothing there, or there is one text only.
    case nothing
    case found(PromptSignals)
    case failed
  }

  /// One a text, in their order; nil for a text that was not judged.
  package var texts: [PromptSignals?]
  package var together = Together.nothing
  /// The worst of what was judged; a harm of 0 when nothing was.
  package var signals: PromptSignals
  /// Why something was not judged; nil when all was.
  package var failure: ClassifierFailure?
}

extension JudgedPrompt {
  /// Puts the verdicts on single texts together as a classifier does that is given all of them.
  ///
  /// - Parameter findings: one a text, in their order, and maybe one on all together; nil where the classifier gave none
  ///   within the deadline.
  init(of texts: [JudgedText], findings: [JudgingUnit.Finding?], missing: ClassifierFailure) {
    self.texts = Array(repeating: nil, count: texts.count)
    signals = PromptSignals(harm: 0, worst: texts.first?.place)
    for (index, finding) in findings.enumerated() {
      switch finding {
      case .success(.prompt(let found)):
        self.texts[index] = found
        signals.include(found, at: texts[index].place)
      case .success(.together(let found)):
        guard let found else { continue }
        together = .found(found)
        signals.include(found, at: found.worst)
      case .failure, nil:
        if case .failure(let failure)? = finding { self.failure = self.failure ?? failure }
        failure = failure ?? missing
        if index >= texts.count { together = .failed }
      case .success: preconditionFailure("a verdict on an answer for a text of the prompt")
      }
    }
  }

  /// Has a classifier judge the texts one after the other, at once.
  init(of texts: [JudgedText], by classifier: any HarmClassifier) {
    var findings = texts.map { text in
      Result { () throws(ClassifierFailure) in JudgingVerdict.prompt(try classifier.judge(prompt: [text])) }
    }
    if texts.count > 1, classifier.judgesTogether {
      findings.append(
        Result { () throws(ClassifierFailure) in .together(try classifier.judge(together: texts)) })
    }
    self.init(of: texts, findings: findings, missing: .deadlineExceeded)
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
