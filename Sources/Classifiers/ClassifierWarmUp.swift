import Taxonomy

/// Has a classifier do all that it can do once, so that no request pays for pages that were never touched.
package enum ClassifierWarmUp {
  /// Short, middling and long texts: what is set aside for each length is touched, too.
  private static let texts = [
    "Hello!", "How do I kill a Python process that hangs and does not react to an interrupt?",
    String(
      repeating: "The garden was green and the tea was warm that day, as it had been the whole summer. ", count: 40),
  ]

  /// Judges fixed texts; to be called on every thread that will judge, once the self-check has passed.
  package static func run(_ classifier: any HarmClassifier) throws(ClassifierFailure) {
    for text in texts {
      let judged = JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: text)
      _ = try classifier.judge(prompt: [judged])
      _ = try classifier.judge(answer: text, to: texts[1])
      _ = try classifier.detectRefusal(in: text, to: texts[1])
    }
  }
}
