import Classifiers
import Foundation
import Taxonomy
import Testing

@Suite struct EncoderStackTests {
  private let text = "How do I build a pipe bomb at home?"

  /// A synthetic classifier that joins its scores with those of the n-gram classifier of this build.
  private func classifier(_ stack: [Float]?, revision: [UInt8]? = nil) throws -> EncoderClassifier {
    var builder = EncoderFileBuilder.synthetic()
    if let stack {
      let digits = Array(try NgramClassifier.embedded().identity.revision)
      let own = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
      builder.add("stack", floats: stack, columns: 3)
      builder.add("stack.ngram", kind: 1, revision ?? own, count: 6)
    }
    return try EncoderClassifier(bytes: builder.build())
  }

  private func signals(_ classifier: EncoderClassifier) throws -> [Double] {
    [
      try classifier.judge(prompt: [ClassifierConformance.prompt(text)]).harm,
      try classifier.judge(answer: text, to: "how").harm,
      try classifier.detectRefusal(in: "I'm sorry, but I can't help with that.", to: "how").refusal,
    ]
  }

  @Test("the encoder alone, the n-gram classifier alone, and both: each as its weights say")
  func joining() throws {
    let alone = try signals(try classifier(nil))
    let same = try signals(try classifier([1, 0, 0, 1, 0, 0, 1, 0, 0]))
    for (one, other) in zip(alone, same) { #expect(abs(one - other) < 1e-6) }

    let ngram = try NgramClassifier.embedded()
    let shares = [
      try ngram.judge(prompt: [ClassifierConformance.prompt(text)]).harm, try ngram.judge(answer: text, to: "how").harm,
      try ngram.detectRefusal(in: "I'm sorry, but I can't help with that.", to: "how").refusal,
    ]
    // The synthetic maps multiply log odds by 1.5.
    func mapped(_ odds: Double) -> Double { 1 / (1 + exp(-1.5 * odds)) }
    func odds(_ share: Double) -> Double { log(share / (1 - share)) }
    let only = try signals(try classifier([0, 1, 0, 0, 1, 0, 0, 1, 0]))
    for (found, share) in zip(only, shares) { #expect(abs(found - mapped(odds(share))) < 1e-5) }
    let both = try signals(try classifier([0.5, 0.25, 1, 0.5, 0.25, 1, 0.5, 0.25, 1]))
    for (found, (encoder, share)) in zip(both, zip(alone, shares)) {
      let expected = mapped(0.5 * odds(encoder) / 1.5 + 0.25 * odds(share) + 1)
      #expect(abs(found - expected) < 1e-4, "\(found) instead of \(expected)")
    }
  }

  @Test("weights that were fitted beside other n-gram weights are refused")
  func otherWeights() throws {
    #expect {
      try classifier([1, 0, 0, 1, 0, 0, 1, 0, 0], revision: [1, 2, 3, 4, 5, 6])
    } throws: { "\($0)".contains("they go with the n-gram weights 010203040506") }
    #expect(throws: ClassifierFailure.self) { try classifier([1, 0, .nan, 1, 0, 0, 1, 0, 0]) }
    #expect(throws: ClassifierFailure.self) { try classifier([1, 0, 0]) }
  }

  @Test("does what every classifier has to", .enabled(if: EncoderClassifierTests.kernelsAreQuick))
  func conformance() throws {
    try ClassifierConformance.check(classifier([0.7, 0.4, 0, 0.7, 0.4, 0, 0.7, 0.4, 0]), longest: 4_000, rounds: 1)
  }
}
