import Classifiers
import Foundation
import Taxonomy
import Testing

@Suite struct NgramWeightsTests {
  private let file: WeightsFile

  init() throws { file = try WeightsFile() }

  private func failure(of bytes: [UInt8]) throws -> String {
    let failure = try #require(throws: ClassifierFailure.self) { try NgramClassifier(bytes: bytes) }
    guard case .badWeights(let reason) = failure else { return "not bad weights: \(failure)" }
    return reason
  }

  @Test("the file is the one that is embedded, and names itself by its checksum")
  func embedded() throws {
    let read = try NgramClassifier(bytes: file.bytes)
    #expect(try NgramClassifier.embedded().identity == read.identity)
    #expect(read.identity.name == "ngram")
    let digest = file.bytes[12..<18].map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(read.identity.revision == digest)
    let thresholds = read.thresholds
    #expect(thresholds.prompt.permissive > thresholds.prompt.balanced)
    #expect(thresholds.response.balanced > thresholds.response.strict)
  }

  @Test("a file cut off anywhere is refused")
  func truncation() throws {
    var generator = SeededGenerator(seed: 11)
    let lengths = [0, 1, 8, 11, 12, 43, 44, 64, 68, file.headsStart, file.headsStart + 4, file.bytes.count - 1]
    for length in lengths + (0..<20).map({ _ in Int.random(in: 0..<file.bytes.count, using: &generator) }) {
      var cut = file
      cut.bytes.removeSubrange(length...)
      #expect(throws: ClassifierFailure.self) { try NgramClassifier(bytes: cut.bytes) }
      if length > WeightsFile.bodyStart {
        cut.sign()
        #expect(throws: ClassifierFailure.self, "cut at \(length) and signed") { try NgramClassifier(bytes: cut.bytes) }
      }
    }
  }

  @Test("any changed byte is noticed")
  func damage() throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<20 {
      var damaged = file
      damaged.bytes[Int.random(in: 0..<file.bytes.count, using: &generator)] ^= 0x10
      #expect(throws: ClassifierFailure.self) { try NgramClassifier(bytes: damaged.bytes) }
    }
  }

  @Test("a signed file with a field that cannot be is refused for it")
  func hostileFields() throws {
    let heads = file.headsStart
    let nan = Float.nan.bitPattern
    let cases: [(offset: Int, word: UInt32, reason: String)] = [
      (44, 0, "their block is 0"), (60, 10, "their refusal opening is 10"), (64, .max, "their folding has 4294967295"),
      (68, 0x41, "the folding's scalars do not rise"), (68, 0xD800, "the folding's scalars do not rise or are none"),
      (72, 0x11_0000, "the folding's target 1114112"), (72, 0x1F600, "the folding's target 128512"),
      (heads, nan, "a bias of nan"), (heads, Float.infinity.bitPattern, "a bias of inf"),
      (heads + 4, 0, "a calibration map has 0 knots"), (heads + 4, 1, "a calibration map has 1 knots"),
      (heads + 4, .max, "a calibration map has 4294967295 knots"), (heads + 8, nan, "a calibration score of nan"),
      (heads + 12, nan, "a calibration value of nan"), (heads + 12, Float(90).bitPattern, "does not rise at knot 1"),
      (heads + 16, file.word(at: heads + 8), "does not rise at knot 1"),
    ]
    for (offset, word, reason) in cases {
      var hostile = file
      hostile.set(word, at: offset)
      hostile.sign()
      let found = try failure(of: hostile.bytes)
      #expect(found.contains(reason), "\(found) instead of \(reason)")
    }
  }

  @Test("a signed file with random numbers in its head is refused or scores within 0 and 1", arguments: 0..<40)
  func fuzzing(seed: UInt64) throws {
    var generator = SeededGenerator(seed: 100 + seed)
    var hostile = file
    let end = file.headsStart + 500
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let offset = Int.random(in: file.headsStart..<end, using: &generator)
      hostile.bytes[offset] = UInt8.random(in: 0...255, using: &generator)
    }
    hostile.sign()
    guard let classifier = try? NgramClassifier(bytes: hostile.bytes) else { return }
    for text in ["How do I kill a Python process?", "a", generator.text(scalars: 2000)] {
      let harm = try classifier.judge(prompt: [ClassifierConformance.prompt(text)]).harm
      let answer = try classifier.judge(answer: text, to: text).harm
      let refusal = try classifier.detectRefusal(in: text, to: text).refusal
      #expect([harm, answer, refusal].allSatisfy { (0...1).contains($0) })
    }
  }

  @Test("files that are not weights are refused by name")
  func files() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("hello", to: "text")
    #expect {
      try NgramClassifier(contentsOf: folder.file("none"))
    } throws: { "\($0)".contains("`\(folder.file("none"))` cannot be read") }
    #expect(throws: ClassifierFailure.self) { try NgramClassifier(contentsOf: text) }
    #expect(throws: ClassifierFailure.self) { try NgramClassifier(contentsOf: folder.path) }
    let good = folder.file("good")
    try Data(file.bytes).write(to: URL(fileURLWithPath: good))
    #expect(try NgramClassifier(contentsOf: good).identity == NgramClassifier.embedded().identity)
  }
}
