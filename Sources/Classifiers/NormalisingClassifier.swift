package import Taxonomy
import TextNormalising

/// Has another classifier judge every view of each text (see `TextNormaliser`), the worst counting in every signal.
///
/// A text without a disguise is judged once. Places, and the bytes that harm was found in, are those of the text as it
/// came.
package struct NormalisingClassifier: HarmClassifier {
  private let base: any HarmClassifier

  package init(_ base: any HarmClassifier) { self.base = base }

  /// The classifier whose scores these are.
  package var identity: ClassifierIdentity { base.identity }

  /// So many bytes that all views of them stay below the other classifier's own limit.
  package var inlineByteLimit: Int { base.inlineByteLimit / TextNormaliser.mostViews }

  package func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    var first = texts
    var others: [(place: Int, view: TextView)] = []
    for (place, text) in texts.enumerated() {
      let views = TextNormaliser.views(of: text.text)
      first[place].text = views[0].text
      others += views.dropFirst().map { (place, $0) }
    }
    var signals = try base.judge(prompt: first)
    locate(in: first, as: texts, &signals)
    for (place, view) in others {
      try ClassifierWork.check()
      var judged = texts[place]
      judged.text = view.text
      var more = try base.judge(prompt: [judged])
      locate(in: [judged], as: [texts[place]], &more)
      signals = worse(signals, more)
    }
    return signals
  }

  package var judgesTogether: Bool { base.judgesTogether }

  /// Each text in its first view: what a disguise hides is judged with its own text.
  package func judge(together texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals? {
    var first = texts
    for place in first.indices { first[place].text = TextNormaliser.normalised(first[place].text) }
    guard var signals = try base.judge(together: first) else { return nil }
    locate(in: first, as: texts, &signals)
    return signals
  }

  package func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    let prompt = TextNormaliser.normalised(prompt)
    let views = TextNormaliser.views(of: passage)
    var signals = try base.judge(answer: views[0].text, to: prompt)
    for view in views.dropFirst() {
      try ClassifierWork.check()
      signals = signals.worse(of: try base.judge(answer: view.text, to: prompt))
    }
    return signals
  }

  package func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    try base.detectRefusal(in: opening(of: answer), to: TextNormaliser.normalised(prompt))
  }

  package func explainRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    try base.explainRefusal(in: opening(of: answer), to: TextNormaliser.normalised(prompt))
  }

  private func opening(of answer: String) -> String {
    // Room for scalars that are left out: an opening is counted in those that stay.
    TextNormaliser.normalised(
      String(answer.unicodeScalars.prefix(Self.openingRoom * RefusalOpening.characters)))
  }

  /// How many scalars of an answer are looked at for each one of a refusal's opening.
  private static let openingRoom = 4

  private func worse(_ one: PromptSignals, _ other: PromptSignals) -> PromptSignals {
    var worse = other.harm > one.harm ? other : one
    worse.categories = one.categories.merging(other.categories) { max($0, $1) }
    worse.attack = one.attack.map { max($0, other.attack ?? 0) } ?? other.attack
    return worse
  }

  /// Says where in the texts as they came the harm was found that was found in their views.
  private func locate(in views: [JudgedText], as texts: [JudgedText], _ signals: inout PromptSignals) {
    guard let range = signals.worstRange else { return }
    let places = texts.indices.filter { texts[$0].place == signals.worst }
    guard places.count == 1 else {
      signals.worstRange = nil
      return
    }
    signals.worstRange = ViewRange.source(of: range, in: views[places[0]].text, from: texts[places[0]].text)
  }
}
