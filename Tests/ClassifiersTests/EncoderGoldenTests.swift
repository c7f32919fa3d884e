import Classifiers
import Foundation
import Taxonomy
import Testing

/// Where the golden vectors of the shipped weights are.
private enum EncoderGoldenFile {
  static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/encoder-golden.json")

  /// Where either the weights or the vectors are there: they are committed together.
  static var isNeeded: Bool { EncoderClassifier.isEmbedded || FileManager.default.fileExists(atPath: url.path) }
}

/// The shipped weights against PyTorch in fp32 (training/golden_encoder.py). The kernels give the same bits on every
/// instruction set, so one tolerance holds for all.
@Suite(.enabled(if: EncoderGoldenFile.isNeeded)) struct EncoderGoldenTests {
  /// One input and what PyTorch gives for it.
  private struct Row: Decodable {
    var prompt: String
    var answer: String?
    var tokens: [UInt32]
    var secondSegment: Int
    var pooled: Data
    var logits: [Float]
    var harm: Double
    var categories: [Double]
    var attack: Double?
    var refusal: Double?
    var full: Double?

    var pooledFloats: [Float] {
      stride(from: 0, to: pooled.count, by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(pooled[start + $1]) << UInt32(8 * $1) })
      }
    }
  }

  private struct Golden: Decodable {
    var revision: String
    var rows: [Row]
  }

  private let classifier: EncoderClassifier
  private let golden: Golden

  init() throws {
    classifier = try EncoderClassifier.embedded()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    golden = try decoder.decode(Golden.self, from: Data(contentsOf: EncoderGoldenFile.url))
  }

  @Test("the golden vectors belong to the shipped weights")
  func revision() {
    #expect(golden.revision == classifier.identity.revision)
    #expect(golden.rows.count >= 30)
  }

  @Test("inputs are put together as in training")
  func inputs() throws {
    for row in golden.rows {
      let found = try classifier.activations(of: row.prompt, answer: row.answer)
      #expect(found.tokens == row.tokens, "\(row.prompt)")
      #expect(found.secondSegment == row.secondSegment, "\(row.prompt)")
    }
  }

  @Test("what the encoder pools has a cosine above 0.99 with PyTorch's everywhere and above 0.997 on average")
  func pooled() throws {
    var cosines: [Double] = []
    for row in golden.rows {
      let found = try classifier.activations(of: row.prompt, answer: row.answer)
      let cosine = Self.cosine(found.pooled, row.pooledFloats)
      #expect(cosine > 0.99, "\(row.prompt)")
      cosines.append(cosine)
    }
    #expect(cosines.reduce(0, +) / Double(cosines.count) > 0.997)
  }

  @Test("probabilities differ from PyTorch's by at most 0.12, and by 0.02 on average")
  func probabilities() throws {
    var differences: [Double] = []
    func compare(_ found: Double, _ expected: Double, _ name: String, _ row: Row) {
      #expect(abs(found - expected) <= 0.12, "\(name): \(found) instead of \(expected) for \(row.prompt)")
      differences.append(abs(found - expected))
    }
    for row in golden.rows {
      var categories: [HazardCategory: Double]
      if let answer = row.answer {
        let signals = try classifier.judge(answer: answer, to: row.prompt)
        compare(signals.harm, row.harm, "response harm", row)
        categories = signals.categories
        let refusal = try classifier.detectRefusal(in: answer, to: row.prompt)
        if answer.unicodeScalars.count <= RefusalOpening.characters {
          compare(refusal.refusal, try #require(row.refusal), "refusal", row)
          let full = try #require(row.full) * #require(row.refusal)
          compare(try #require(refusal.full), full, "full refusal", row)
        }
      } else {
        let signals = try classifier.judge(prompt: [ClassifierConformance.prompt(row.prompt)])
        compare(signals.harm, row.harm, "prompt harm", row)
        compare(try #require(signals.attack), try #require(row.attack), "attack", row)
        categories = signals.categories
      }
      for (category, expected) in zip(HazardCategory.allCases, row.categories) {
        compare(try #require(categories[category]), expected, category.rawValue, row)
      }
    }
    #expect(differences.reduce(0, +) / Double(differences.count) <= 0.02)
  }

  private static func cosine(_ one: [Float], _ other: [Float]) -> Double {
    var (product, first, second) = (0.0, 0.0, 0.0)
    for (a, b) in zip(one, other) {
      product += Double(a) * Double(b)
      first += Double(a) * Double(a)
      second += Double(b) * Double(b)
    }
    return product / (first * second).squareRoot()
  }
}
