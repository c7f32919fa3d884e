import CModelWeights
import Foundation
package import Taxonomy

/// A linear classifier over hashed words, word pairs and character 3- to 5-grams (docs/classifier.md).
///
/// Microseconds a kilobyte, about 1.5 MB of weights. Immutable: calls from any number of threads share nothing that
/// changes.
package struct NgramClassifier: HarmClassifier {
  package let identity: ClassifierIdentity
  package let thresholds: ShippedThresholds
  private let weights: NgramWeights

  /// 65 to 105 microseconds of work on varied text, at 8 to 14 microseconds a kilobyte (docs/classifier.md).
  package var inlineByteLimit: Int { 8_192 }

  /// - Parameter bytes: a weights file, whole.
  /// - Throws: `badWeights` for a file that is damaged or of another version.
  package init(bytes: [UInt8]) throws(ClassifierFailure) {
    weights = try NgramWeights(bytes: bytes)
    thresholds = weights.thresholds
    identity = ClassifierIdentity(name: "ngram", revision: weights.revision)
  }

  /// - Throws: `badWeights`, also for a file that cannot be read or is larger than `largestFile`.
  package init(contentsOf path: String) throws(ClassifierFailure) {
    let data: Data
    do {
      data = try Self.read(path)
    } catch {
      throw .badWeights(reason: "`\(path)` cannot be read: \(error.localizedDescription)")
    }
    guard data.count <= Self.largestFile else {
      throw .badWeights(reason: "`\(path)` is larger than \(Self.largestFile) bytes")
    }
    try self.init(bytes: Array(data))
  }

  /// The classifier with the weights that this build carries.
  package static func embedded() throws(ClassifierFailure) -> NgramClassifier {
    var count = 0
    let start = unsafe evenkeel_ngram_weights(&count)
    return try NgramClassifier(bytes: unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  }

  package func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    var signals = PromptSignals(harm: 0, worst: texts.first?.place)
    for text in texts {
      let harm = probability(weights.promptHead, promptScore(text.text))
      if harm > signals.harm {
        signals.harm = harm
        signals.worst = text.place
      }
    }
    return signals
  }

  package func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    guard let answer = score(passage, weights.answer) else { return AnswerSignals(harm: 0) }
    let end = prompt.unicodeScalars.suffix(NgramFeatures.promptContext)
    let context = score(String(end), weights.answerPrompt) ?? 0
    return AnswerSignals(harm: probability(weights.responseHead, answer + context))
  }

  package func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    let opening = String(answer.unicodeScalars.prefix(RefusalOpening.characters))
    let refusal = probability(weights.refusalHead, score(opening, weights.refusal))
    guard refusal >= thresholds.refusal else { return RefusalSignals(kind: .none, refusal: refusal) }
    let full = probability(weights.fullRefusalHead, score(opening, weights.fullRefusal))
    return RefusalSignals(
      kind: full >= thresholds.fullRefusal ? .full : .partial, refusal: refusal, full: refusal * full)
  }

  package func explainRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    var signals = try detectRefusal(in: answer, to: prompt)
    if signals.full == nil {
      let opening = String(answer.unicodeScalars.prefix(RefusalOpening.characters))
      signals.full = signals.refusal * probability(weights.fullRefusalHead, score(opening, weights.fullRefusal))
    }
    return signals
  }

  /// Weights files are a few megabytes; what is larger than this is none.
  private static let largestFile = 64 << 20

  private static func read(_ path: String) throws -> Data {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { file.closeFile() }
    return try file.read(upToCount: largestFile + 1) ?? Data()
  }

  /// 0 for a text without features: where nothing is said, nothing is harmful.
  private func probability(_ head: NgramWeights.Head, _ score: Double?) -> Double {
    score.map { head.calibration.probability(of: head.bias + $0) } ?? 0
  }

  private func score(_ text: String, _ table: NgramTable) -> Double? {
    var text = text
    return text.withUTF8 { utf8 in
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: utf8.count + 2) { scalars in
        let count = unsafe weights.folding.normalise(utf8, into: scalars)
        return unsafe NgramFeatures.worstScore(
          of: UnsafeBufferPointer(rebasing: scalars[..<count]),
          spansMeetingAt: UnsafeBufferPointer(start: nil, count: 0),
          in: table)
      }
    }
  }

  /// The score of a text of the request, which is judged in its windows and in its spans.
  private func promptScore(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { utf8 in
      let capacity = utf8.count + 2
      return unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { scalars in
        unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: NgramSpans.mostBounds(in: capacity)) { bounds in
          let count = unsafe weights.folding.normalise(utf8, into: scalars, lineEnd: NgramSpans.lineEnd)
          let normalised = unsafe UnsafeMutableBufferPointer(rebasing: scalars[..<count])
          let met = unsafe NgramSpans.cut(normalised, into: bounds)
          return unsafe NgramFeatures.worstScore(
            of: UnsafeBufferPointer(normalised), spansMeetingAt: UnsafeBufferPointer(rebasing: bounds[..<met]),
            in: weights.prompt)
        }
      }
    }
  }
}
