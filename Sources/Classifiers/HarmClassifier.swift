package import Taxonomy

/// Judges prompts and answers: the one interface behind which every classifier stands.
///
/// Implementations are immutable after load and may be called from several threads at once. All scores are calibrated
/// probabilities in 0...1 and never NaN.
package protocol HarmClassifier: Sendable {
  /// Which classifier this is; goes into records and metrics.
  var identity: ClassifierIdentity { get }

  /// The most UTF-8 bytes that may be judged on the caller's event loop; longer inputs go to the classifier's threads.
  ///
  /// 0 means never. Chosen so that the work stays below what a hop to another thread costs several times over
  /// (docs/decisions/0003-inline-judging.md).
  var inlineByteLimit: Int { get }

  /// Judges the texts of a request, each for itself: whole, in overlapping windows where long, and in parts as the
  /// classifier cuts them, since harmless text around harm must not hide it; the worst counts.
  ///
  /// No texts at all give a harm of 0 and no worst place.
  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals

  /// Whether `judge(together:)` finds anything; false by default.
  var judgesTogether: Bool { get }

  /// Judges what the texts say together beyond what each says for itself, as when a last turn finishes what earlier ones
  /// began: `judge(prompt:)` of several texts is the worst of this and of each text alone. The scheduler asks for these
  /// one by one, so that texts are judged on several threads and those that come again are not judged at all.
  ///
  /// - Returns: nil where there is nothing beyond the single texts.
  func judge(together texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals?

  /// Judges one passage of an answer (see `PassageCutter`) to the given prompt.
  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals

  /// Says whether an answer refuses, from its opening: at most the first `RefusalOpening.characters` are looked at.
  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals

  /// The same with `full` always there, for those who want to see it; what `detectRefusal` says by default.
  func explainRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals
}
