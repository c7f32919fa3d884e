import Classifiers
import Foundation
import Taxonomy
import Testing

@Suite struct EncoderFileTests {
  private static let builder = EncoderFileBuilder.synthetic()
  private static let good = builder.build()

  /// Why a file is refused; nil when it is not.
  private func refusal(_ bytes: [UInt8]) -> String? {
    do {
      _ = try EncoderClassifier(bytes: bytes)
      return nil
    } catch {
      guard case .badWeights(let reason) = error else { return "not bad weights: \(error)" }
      return reason
    }
  }

  @Test("a good file is read, from memory and by its path, and names itself by its checksum")
  func good() throws {
    let classifier = try EncoderClassifier(bytes: Self.good)
    let digest = Self.good[16..<22].map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(classifier.identity.revision == digest)
    let folder = try TemporaryFolder()
    try Data(Self.good).write(to: URL(fileURLWithPath: folder.file("encoder.bin")))
    let read = try EncoderClassifier(contentsOf: folder.file("encoder.bin"))
    #expect(read.identity == classifier.identity)
    let texts = [ClassifierConformance.prompt("kill the process")]
    #expect(try read.judge(prompt: texts) == classifier.judge(prompt: texts))
  }

  @Test("paths that lead to no weights are refused by name")
  func paths() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("hello", to: "text")
    #expect {
      try EncoderClassifier(contentsOf: folder.file("none"))
    } throws: { "\($0)".contains("`\(folder.file("none"))` cannot be read") }
    #expect { try EncoderClassifier(contentsOf: folder.path) } throws: { "\($0)".contains("is not a regular file") }
    #expect { try EncoderClassifier(contentsOf: "/dev/zero") } throws: { "\($0)".contains("is not a regular file") }
    #expect { try EncoderClassifier(contentsOf: text) } throws: { "\($0)".contains("3 bytes too early") }
  }

  private func built(_ change: (inout EncoderFileBuilder) -> Void) -> [UInt8] {
    var builder = Self.builder
    change(&builder)
    return builder.build()
  }

  @Test("a signed file with a section that cannot be is refused for it")
  func hostileSections() {
    func floats(_ values: [Float]) -> [UInt8] { values.flatMap { EncoderFileBuilder.bytes($0.bitPattern) } }
    let cases: [(change: (inout EncoderFileBuilder) -> Void, reason: String)] = [
      ({ $0.sections.removeAll { $0.name == "words" } }, "no section `words`"),
      ({ $0.add("extra", words: [1]) }, "a section `extra`, which this build does not know"),
      ({ $0.add("a`\u{7}b", words: [1]) }, "a section `a??b`, which"),
      ({ $0.sections.append($0["settings"]) }, "section `settings` is there twice"),
      (
        {
          $0["words"].columns = 192
          $0["words"].rows *= 2
        }, "section `words` is"
      ),
      ({ $0["words"].kind = 1 }, "of uint8"),
      ({ $0["words"].kind = 6 }, "of kind 6, which there is not"),
      (
        {
          $0["words"].rows = 0xFFFF_FFFF
          $0["words"].columns = 0xFFFF_FFFF
        }, "section `words` has"
      ),
      ({ $0["words"].bytes.removeLast() }, "section `words` has"),
      ({ $0.add("shape", words: [0, 1, 400]) }, "they have 0 layers"),
      ({ $0.add("shape", words: [13, 1, 400]) }, "they have 13 layers"),
      ({ $0.add("shape", words: [1, 7, 400]) }, "they have 7 embeddings for"),
      ({ $0.add("shape", words: [1, UInt32(EncoderFileBuilder.vocabulary.count), 386]) }, "they have 386 positions"),
      ({ $0.add("shape", words: [2, UInt32(EncoderFileBuilder.vocabulary.count), 400]) }, "no section `layer1."),
      ({ $0["heads.bias"].bytes.replaceSubrange(0..<4, with: floats([.nan])) }, "`heads.bias` holds nan"),
      ({ $0["embedding_gain"].bytes.replaceSubrange(4..<8, with: floats([.infinity])) }, "`embedding_gain` holds inf"),
      ({ $0["word_scales"].bytes.replaceSubrange(0..<4, with: floats([-1])) }, "`word_scales` holds -1"),
      ({ $0["layer0.up.smoothing"].bytes.replaceSubrange(0..<4, with: floats([0])) }, "`layer0.up.smoothing` holds 0"),
      ({ $0["calibration.counts"].bytes[0] = 1 }, "a calibration map has 1 knots"),
      ({ $0["calibration.counts"].bytes[0] = 4 }, "does not rise"),
      ({ $0["calibration.counts"].bytes[3] = 0x80 }, "goes beyond what there is"),
      ({ $0["thresholds"].bytes[3] = 1 }, "thousandths is above 1"),
      ({ $0.add("thresholds", words: [1, 2, 3]) }, "they have 3 thresholds"),
      ({ $0["settings"].bytes[0] = 1 }, "their prompt tokens is 257"),
      ({ $0["settings"].bytes[36] = 2 }, "neither 0 nor 1"),
      ({ $0.add("settings", words: [256]) }, "they have 1 settings"),
      ({ $0["vocabulary"].bytes[0] = 0xFF }, "not UTF-8"),
      ({ $0["vocabulary"].bytes[0] = 0x0A }, "of their vocabulary has 0 characters"),
      ({ $0["vocabulary"].bytes.replaceSubrange(18..<23, with: Array("[UNK]".utf8)) }, "is there twice"),
      ({ $0["vocabulary"].bytes[19] = 0x58 }, "has no `[SEP]`"),
      (
        {
          $0["scalars.blocks"].bytes[2] = 9
          $0["scalars.blocks"].bytes[3] = 0
        }, "a block of scalars is number 9"
      ),
      ({ $0["scalars.entries"].bytes[3] = 6 }, "a scalar becomes"),
      ({ $0["scalars.entries"].bytes[2] = 0x1F }, "a scalar becomes"),
      ({ $0["scalars.entries"].bytes[3] = 0x80 }, "a scalar's expansion at"),
      ({ $0["scalars.expansions"].bytes[4] = 3 }, "a scalar's expansion at 1"),
      ({ $0["scalars.expansions"].bytes[11] = 0x80 }, "a scalar becomes"),
    ]
    for (change, reason) in cases {
      let found = refusal(built(change)) ?? "nothing"
      #expect(found.contains(reason), "\(found) instead of \(reason)")
    }
  }

  @Test("a signed file with a head or table that cannot be is refused for it")
  func hostileTable() {
    let row = EncoderFileBuilder.tableStart
    let cases: [(offset: Int, byte: UInt8, reason: String)] = [
      (0, 0, "do not begin as"), (8, 3, "they have version 3"), (12, 0, "they have 0 sections"),
      (14, 1, "they have 65"), (12, 1, "section `shape` is at"), (row, 0, "no proper name"),
      (row + 47, 0x41, "no proper name"), (row + 60, 0, "is at"), (row + 60, 0xFF, "is at"), (row + 67, 0x80, "is at"),
      (row + 68, 11, "has 3 by 1 elements in 11"), (row + 75, 0x80, "elements in"),
    ]
    for (offset, byte, reason) in cases {
      var file = Self.good
      file[offset] = byte
      if offset == 12 && byte == 0 { file[12...15] = [0, 0, 0, 0] }
      if offset >= row { EncoderFileBuilder.sign(&file) }
      let found = refusal(file) ?? "nothing"
      #expect(found.contains(reason), "\(found) instead of \(reason) at \(offset)")
    }
    #expect(refusal(Self.good + [0])?.contains("checksum") == true)
    var longer = Self.good + [0]
    EncoderFileBuilder.sign(&longer)
    #expect(refusal(longer)?.contains("their sections end at") == true)
  }

  @Test("a file cut off anywhere is refused, signed or not", arguments: 0..<8)
  func truncation(seed: UInt64) {
    var generator = SeededGenerator(seed: 40 + seed)
    for round in 0..<60 {
      let most = round.isMultiple(of: 2) ? 4000 : Self.good.count
      var cut = Array(Self.good.prefix(Int.random(in: 0..<most, using: &generator)))
      #expect(refusal(cut) != nil)
      EncoderFileBuilder.sign(&cut)
      #expect(refusal(cut) != nil, "\(cut.count) bytes, signed")
    }
  }

  @Test("any changed byte is noticed", arguments: 0..<8)
  func damage(seed: UInt64) {
    var generator = SeededGenerator(seed: 50 + seed)
    for round in 0..<60 {
      var damaged = Self.good
      let most = round.isMultiple(of: 2) ? 4000 : damaged.count
      damaged[Int.random(in: 0..<most, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(refusal(damaged) != nil)
    }
  }

  @Test("a damaged and signed file is refused, or scores within 0 and 1", arguments: 0..<16)
  func fuzzing(seed: UInt64) {
    var generator = SeededGenerator(seed: 60 + seed)
    let small = Self.builder.sections.indices.filter { Self.builder.sections[$0].bytes.count < 20_000 }
    for round in 0..<130 {
      var file: [UInt8]
      if round.isMultiple(of: 3) {  // in the table
        file = Self.good
        let table = EncoderFileBuilder.tableStart + EncoderFileBuilder.rowLength * Self.builder.sections.count
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          file[Int.random(in: EncoderFileBuilder.tableStart..<table, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
        EncoderFileBuilder.sign(&file)
      } else {  // in a small section, where a byte matters most, or anywhere
        var builder = Self.builder
        let index =
          round % 3 == 1
          ? small.randomElement(using: &generator)! : builder.sections.indices.randomElement(using: &generator)!
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          let place = Int.random(in: 0..<builder.sections[index].bytes.count, using: &generator)
          builder.sections[index].bytes[place] = .random(in: 0...255, using: &generator)
        }
        file = builder.build()
      }
      guard let classifier = try? EncoderClassifier(bytes: file) else { continue }
      expectSoundScores(of: classifier)
    }
  }

  /// A file that passes may still hold numbers that overflow: then the classifier says so.
  private func expectSoundScores(of classifier: EncoderClassifier) {
    do {
      let prompt = try classifier.judge(prompt: [
        ClassifierConformance.prompt("Kill the pr\u{E9}\u{301}cess, \u{4E2D}?")
      ])
      let answer = try classifier.judge(answer: "the quick fox", to: "how")
      let refusal = try classifier.detectRefusal(in: "the quick fox", to: "how")
      let scores = [prompt.harm, prompt.attack ?? -1, answer.harm, refusal.refusal] + Array(prompt.categories.values)
      #expect(scores.allSatisfy { (0...1).contains($0) }, "\(scores)")
    } catch {
      guard case .failed = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
