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

  /// The classifier with the weights of a file, or with those that this build carries.
  package func load(weights path: String?) throws(ClassifierFailure) -> any ShippedClassifier {
    switch self {
    case .ngram: if let path { try NgramClassifier(contentsOf: path) } else { try NgramClassifier.embedded() }
    case .encoder: if let path { try EncoderClassifier(contentsOf: path) } else { try EncoderClassifier.embedded() }
    }
  }
}
