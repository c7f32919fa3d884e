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
      "extends: base\n", "off: true", "continue: true", "{ file: names.txt }", "any_phrase: [a]", "pii: email",
      "expression: '(a|b)+'", "redact", "judge", "always: [harm]\n", "policy: base\n", "app: \"*\"", "\r", "\u{200B}",
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

  /// Loads what was edited; says whether it loaded.
  private func loads(_ files: [PolicyFolder.File]) throws -> Bool {
    do {
      let snapshot = try PolicyFolder.load(files: files)
      for name in snapshot.names {
        let policy = try #require(snapshot.policy(named: name))
        _ = policy.decide(prompt: PromptSignals(harm: 0.7))
        #expect(!policy.message(nil, languages: ["de"], decision: MessageTests.decision).isEmpty)
        #expect(policy.release.window > 0 && policy.release.context >= 0 && policy.release.trail >= 0)
      }
      return true
    } catch let error as PolicyFaults {
      #expect(!error.faults.isEmpty)
      for fault in error.faults {
        let contents = files.first { $0.name == fault.file }?.contents ?? []
        let lines = String(decoding: contents, as: UTF8.self).unicodeScalars.count { $0.properties.isWhitespace } + 1
        #expect((0...lines).contains(fault.line), "\(fault)")
        #expect(!fault.description.contains { $0.isNewline }, "\(fault)")
      }
      return false
    }
  }

  @Test("no edit of a shipped policy crashes the loader, and each is loaded or explained")
  func shipped() throws {
    // Beside the others: most extend one, and alone none of these would load.
    let files = try FixtureFolder.policyFiles(in: FixtureFolder.shipped).filter { !$0.name.hasSuffix(".test.yaml") }
    var generator = SeededGenerator(seed: 20_261_121)
    var (loaded, refused) = (0, 0)
    for index in files.indices {
      for _ in 0..<120 {
        var edited = files
        edited[index].contents = mutated(files[index].contents, using: &generator)
        if try loads(edited) { loaded += 1 } else { refused += 1 }
      }
    }
    // Both ways must have been taken often, or the edits test nothing.
    #expect(loaded > 50 && refused > 50, "\(loaded) loaded, \(refused) refused")
  }

  @Test("no edit of a bad policy crashes the loader, and each is loaded or explained")
  func bad() throws {
    var generator = SeededGenerator(seed: 20_261_123)
    var (loaded, refused) = (0, 0)
    for file in try FixtureFolder.files(in: FixtureFolder.bad, withExtension: "yaml") {
      let original = try [UInt8](Data(contentsOf: file))
      for _ in 0..<40 {
        if try loads([("a.yaml", mutated(original, using: &generator))]) { loaded += 1 } else { refused += 1 }
      }
    }
    #expect(refused > 500, "\(loaded) loaded, \(refused) refused")
  }

  @Test("no edit of one file of a folder crashes the loader, lists, tests and routes among them")
  func folders() throws {
    let names = ["everything", "extends-chain", "routes", "lists-line-ends", "lists", "test-files", "extends-circle"]
    var generator = SeededGenerator(seed: 20_261_122)
    var (loaded, refused) = (0, 0)
    for name in names {
      let files = try FixtureFolder.policyFiles(in: FixtureFolder.folders.appendingPathComponent(name))
      for _ in 0..<250 {
        var edited = files
        let index = files.indices.randomElement(using: &generator) ?? 0
        edited[index].contents = mutated(files[index].contents, using: &generator)
        if try loads(edited) { loaded += 1 } else { refused += 1 }
      }
    }
    #expect(loaded > 100 && refused > 500, "\(loaded) loaded, \(refused) refused")
  }
}
