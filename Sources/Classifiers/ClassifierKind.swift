import Foundation

/// The kinds of classifiers that this build can run.
package enum ClassifierKind: String, CaseIterable, Sendable {
  /// Microseconds a text; words and characters only.
  case ngram
  /// Milliseconds a text; reads it.
  case encoder

  /// The kind whose weights a file holds, by its first bytes.
  ///
  /// - Throws: `badWeights` for a file that cannot be read or is neither.
  package init(ofWeights path: String) throws(ClassifierFailure) {
    let start: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { file.closeFile() }
      start = try file.read(upToCount: 8) ?? Data()
    } catch {
      throw .badWeights(reason: "`\(path)` cannot be read: \(error.localizedDescription)")
    }
    if start.elementsEqual(NgramWeights.magic) {
      self = .ngram
    } else if start.elementsEqual(EncoderFile.magic) {
      self = .encoder
    } else {
      throw .badWeights(reason: "`\(path)` begins as no weights do")
    }
  }

  /// The best kind that this build carries weights for.
  package static var embedded: ClassifierKind { EncoderClassifier.isEmbedded ? .encoder : .ngram }

  /// Whether it scores hazard categories and attacks beside harm.
  package var scoresCategories: Bool { self == .encoder }
}
