import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct MutationTests {
  /// Pieces that YAML and the language give a meaning to.
  private static let pieces: [[UInt8]] =
    [
      "&a ", "*a", "? ", "- ", "- - ", ": ", "[", "]", "{", "}", "\"", "'", "|", ">", "|+2\n", "#", "!", "!!str ", "%",
      "@",
      "`", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "\t", "\r\n", "\u{2028}", "\u{85}", "\u{FEFF}", "\u{E000}",
      "\u{E010}",
      "\0", "é", "🎉", "nan", ".inf", "-1", "1e999", "0.5", "99999999999999999999", "null", "~", "name", "rules", "when",
      "harm", "category", "all", "not", "\\u0000", "\\xD8", "\\UFFFFFFFF", "name: x\n",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4]]

  private func mutated(_ original: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let from = Int.random(in: 0...bytes.count, using: &generator)
      let to = min(bytes.count, from + Int.random(in: 0...24, using: &generator))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.removeSubrange(from..<to)
      case 1: bytes.insert(contentsOf: bytes[from..<to], at: Int.random(in: 0...bytes.count, using: &generator))
      case 2 where from < bytes.count: bytes[from] = UInt8.random(in: .min ... .max, using: &generator)
      case 3: bytes.removeSubrange(from..<bytes.count)
      case 4 where from < bytes.count: bytes.swapAt(from, Int.random(in: 0..<bytes.count, using: &generator))
      default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: from)
      }
    }
    return bytes
  }

  @Test("no edit of a policy crashes the loader, and each is loaded or explained")
  func survives() throws {
    // A bad file stays bad under most edits, so the good ones are edited more.
    let good = try FixtureFolder.files(in: FixtureFolder.shipped, withExtension: "yaml").map { ($0, 800) }
    let bad = try FixtureFolder.files(in: FixtureFolder.bad, withExtension: "yaml").map { ($0, 60) }
    var generator = SeededGenerator(seed: 20_261_121)
    var loaded = 0
    var refused = 0
    for (file, rounds) in good + bad {
      let original = try [UInt8](Data(contentsOf: file))
      for _ in 0..<rounds {
        let bytes = mutated(original, using: &generator)
        do {
          let snapshot = try PolicyFolder.load(files: [("a.yaml", bytes)])
          let policy = try #require(snapshot.policy(named: snapshot.names[0]))
          _ = policy.decide(prompt: PromptSignals(harm: 0.7))
          #expect(!policy.message(nil, languages: ["de"], decision: MessageTests.decision).isEmpty)
          #expect(policy.release.window > 0 && policy.release.context >= 0 && policy.release.trail >= 0)
          loaded += 1
        } catch let error as PolicyFaults {
          #expect(!error.faults.isEmpty)
          let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.count { $0.properties.isWhitespace } + 1
          for fault in error.faults {
            #expect((0...lines).contains(fault.line), "\(fault)")
            #expect(!fault.description.contains { $0.isNewline }, "\(fault)")
          }
          refused += 1
        }
      }
    }
    // Both ways must have been taken often, or the edits test nothing.
    #expect(loaded > 100 && refused > 1000, "\(loaded) loaded, \(refused) refused")
  }
}
