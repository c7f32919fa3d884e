import Classifiers
import Foundation
import Testing

@Suite struct EncoderTokensTests {
  private static let synthetic = EncoderFileBuilder.synthetic().build()
  private let classifier: EncoderClassifier

  init() throws { classifier = try EncoderClassifier(bytes: Self.synthetic) }

  /// The pieces of a text in the synthetic vocabulary.
  private func pieces(_ text: String) -> [String] {
    classifier.tokens(of: text).map { EncoderFileBuilder.vocabulary[Int($0.number)] }
  }

  @Test(
    "words are cut into the longest pieces from their start on",
    arguments: [
      ("kill the process", ["kill", "the", "process"], "whole words"),
      ("KILLS", ["kill", "##s"], "case, and a piece that goes on"),
      ("processes", ["process", "##es"], "the longest piece"),
      ("thek", ["the", "##k"], "a single character that goes on"),
      ("the,the", ["the", ",", "the"], "punctuation by itself"),
      ("th\u{E9}", ["the"], "an accent dropped from what one scalar becomes"),
      ("the\u{301}", ["the"], "a combining accent"),
      ("k\u{1}ill", ["kill"], "a control character within"),
      ("the\u{4E2D}the", ["the", "\u{4E2D}", "the"], "a Chinese character by itself"),
      ("the \u{4E2D}\u{4E2E}", ["the", "\u{4E2D}", "[UNK]"], "a character that is not in the vocabulary"),
      ("kill\u{3B1}", ["[UNK]"], "a word that cannot be cut to its end"),
      (" \n\t ", [], "white space only"), ("", [], "nothing"), ("\u{FFFD}", [], "a replacement character"),
      ("[CLS]", ["[", "c", "##l", "##s", "]"], "a special token in the text"),
      ("the[SEP]the", ["the", "[", "s", "##e", "##p", "]", "the"], "a special token within a word"),
      ("##s", ["#", "#", "s"], "a mark of a piece that goes on"),
    ])
  func cutting(text: String, expected: [String], reason: String) {
    #expect(pieces(text) == expected, "\(reason)")
  }

  @Test("a word of 100 characters is cut, one of 101 is unknown, whatever its length in bytes")
  func longWords() {
    #expect(pieces(String(repeating: "a", count: 100)).count == 100)
    #expect(pieces(String(repeating: "a", count: 101)) == ["[UNK]"])
    #expect(pieces(String(repeating: "a\u{301}", count: 100)).count == 100)
    let words = classifier.tokens(of: "the " + String(repeating: "a", count: 5000) + " the")
    #expect(words.map(\.source) == [0..<3, 4..<5004, 5005..<5008])
  }

  @Test("every token says which bytes it came from")
  func sources() {
    let text = "Kills, th\u{E9}\u{301} \u{4E2D}!"
    let utf8 = Array(text.utf8)
    let found = classifier.tokens(of: text).map { String(decoding: utf8[$0.source], as: UTF8.self) }
    #expect(found == ["Kill", "s", ",", "th\u{E9}", "\u{4E2D}", "!"])
  }

  @Test(
    "bytes that are not UTF-8 are left out, one bad sequence at a time",
    arguments: [
      ([0x6B, 0xFF, 0x69, 0x6C, 0x6C], ["kill"], "a byte that never occurs"),
      ([0x6B, 0xC0, 0x80, 0x69, 0x6C, 0x6C], ["kill"], "an overlong form"),
      ([0x6B, 0xED, 0xA0, 0x80, 0x69, 0x6C, 0x6C], ["kill"], "a surrogate"),
      ([0x6B, 0x69, 0x6C, 0x6C, 0xF4, 0x90, 0x80, 0x80], ["kill"], "beyond the last scalar"),
      ([0x6B, 0x69, 0x6C, 0x6C, 0xE4, 0xB8], ["kill"], "a sequence that the end cuts off"),
      ([0x6B, 0x69, 0x6C, 0x6C, 0xE4, 0xB8, 0x20, 0x73], ["kill", "s"], "a sequence that a space cuts off"),
    ] as [([UInt8], [String], String)])
  func invalidUTF8(bytes: [UInt8], expected: [String], reason: String) {
    let found = classifier.tokens(of: bytes).map { EncoderFileBuilder.vocabulary[Int($0.number)] }
    #expect(found == expected, "\(reason)")
  }

  @Test("random bytes give tokens whose sources lie within them, in order")
  func randomBytes() {
    var generator = SeededGenerator(seed: 21)
    for length in 0..<400 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var end = 0
      for token in classifier.tokens(of: bytes) {
        #expect(token.source.lowerBound >= end && !token.source.isEmpty && token.source.upperBound <= length)
        #expect(token.number < EncoderFileBuilder.vocabulary.count)
        end = token.source.upperBound
      }
    }
  }

  @Test("the shipped vocabulary cuts as Hugging Face's tokenizer does", .enabled(if: EncoderClassifier.isEmbedded))
  func equality() throws {
    let shipped = try EncoderClassifier.embedded()
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/wordpiece.jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count >= 2000)
    for line in lines {
      let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
      #expect(shipped.tokens(of: row.bytes).map(\.number) == row.tokens, "\(line)")
    }
  }

  /// A line of the fixture: bytes in base 64, and their tokens.
  private struct Row: Decodable {
    var bytes: [UInt8]
    var tokens: [UInt32]

    init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      bytes = Array(try row.decode(Data.self))
      tokens = try row.decode([UInt32].self)
    }
  }
}
