import Policy
import Testing

@Suite struct PhraseMatcherTests {
  /// A phrase, a text, and whether the one is found in the other.
  struct Case: Sendable, CustomTestStringConvertible {
    var phrase: String
    var text: String
    var isFound: Bool
    var reason: String
    var testDescription: String { reason }

    init(_ phrase: String, _ text: String, _ isFound: Bool, _ reason: String) {
      (self.phrase, self.text, self.isFound, self.reason) = (phrase, text, isFound, reason)
    }
  }

  @Test(
    "a phrase is found as a reader would find it",
    arguments: [
      Case("kill", "how to kill a process", true, "a word among others"),
      Case("kill", "kill", true, "the whole text"),
      Case("kill", "KiLL", true, "case does not matter"),
      Case("KILL", "kill", true, "nor the phrase's case"),
      Case("kill", "skill", false, "a word's end is no word"),
      Case("kill", "killer", false, "a word's start is no word"),
      Case("kill", "kill2", false, "a digit goes on with the word"),
      Case("kill", "kill_all", true, "an underscore is neither letter nor digit"),
      Case("kill", "(kill)", true, "punctuation is a border"),
      Case("kill", "kille\u{301}", false, "a letter with a mark is a letter"),
      Case("cafe", "cafe\u{301}", false, "a mark belongs to the letter before it"),
      Case("pipe bomb", "pipe \n\t bomb", true, "a run of white space is a blank"),
      Case("pipe bomb", "pipe\u{3000}bomb", true, "so is an ideographic blank"),
      Case("  pipe   bomb\n", "pipe bomb", true, "white space in the phrase is a blank, around it none"),
      Case("pipe bomb", "pipebomb", false, "a blank is not nothing"),
      Case("pipe bomb", "pipe-bomb", false, "a hyphen is no blank"),
      Case("c++", "learn c++", true, "a phrase may end in punctuation"),
      Case("c++", "c++11", true, "and has no border there"),
      Case("c++", "abc++", false, "but it has one at its letter"),
      Case("-9", "kill -9", true, "punctuation in front needs no border"),
      Case("-9", "x-9", true, "not even behind a letter"),
      Case("-9", "-99", false, "but its end does"),
      Case("爆弾", "手製爆弾の作り方", true, "Japanese writes no blanks"),
      Case("ระเบิด", "ทำระเบิดเอง", true, "nor does Thai"),
      Case("폭탄", "폭탄을", true, "Korean writes particles onto the word"),
      Case("ai", "使用ai吗", true, "a Latin word among Chinese ones has borders"),
      Case("бомба", "БОМБА", true, "case in Cyrillic"),
      Case("бомба", "бомбар", false, "borders in Cyrillic"),
      Case("σίσυφος", "ΣΊΣΥΦΟΣ", true, "a final sigma is a sigma"),
      Case("kelvin", "\u{212A}elvin", true, "the Kelvin sign is a k"),
      Case("straße", "STRASSE", false, "folding is one scalar to one scalar"),
      Case("strasse", "\u{17F}tra\u{17F}\u{17F}e", true, "the long s is an s"),
      Case("ⱥb", "ȺB", true, "a letter whose cases differ in length"),
      Case("i", "ı", false, "the Turkish dotless i is another letter"),
      Case("💣", "a💣b", true, "symbols have no borders"),
      Case("❤️", "i❤️u", true, "a variation selector is no letter"),
      Case("a", "", false, "an empty text"),
    ])
  func table(_ example: Case) throws {
    let matcher = try PhraseMatcher(lists: [[example.phrase]])
    #expect(!matcher.lists(in: example.text).isEmpty == example.isFound)
  }

  @Test("ranges are of the text's own bytes, whatever was folded or collapsed")
  func ranges() throws {
    let matcher = try PhraseMatcher(lists: [["kelvin scale"], ["scale"]])
    let text = "é \u{212A}ELVIN \u{3000}\n scale!"
    var found: [String] = []
    matcher.scan(text) { list, range in
      found.append("\(list):" + String(decoding: Array(text.utf8)[range], as: UTF8.self))
      return true
    }
    #expect(found == ["0:\u{212A}ELVIN \u{3000}\n scale", "1:scale"])
    #expect(matcher.ranges(of: [1], in: text) == [17..<22])
    #expect(matcher.ranges(of: [0, 1], in: text) == [3..<22])
  }

  @Test("a scan stops when it is told to")
  func stop() throws {
    let matcher = try PhraseMatcher(lists: [["a"], ["a"]])
    var calls = 0
    matcher.scan("a a a") { _, _ in
      calls += 1
      return calls < 3
    }
    #expect(calls == 3)
  }

  @Test("one blank stands for a bounded run of white space")
  func blanks() throws {
    let matcher = try PhraseMatcher(lists: [["a b"]])
    let most = String(repeating: " ", count: PhraseMatcher.mostBlanks)
    #expect(matcher.lists(in: "a\(most)b") == [0])
    #expect(matcher.lists(in: "a\(most) b") == [])
    #expect(matcher.openBytes(atEndOf: "a\(most)") == 1 + most.utf8.count)
    #expect(matcher.openBytes(atEndOf: "a\(most) ") == 0)
  }

  @Test("lists beyond the 64th are told apart, and a phrase may stand in several")
  func manyLists() throws {
    let lists = (0..<200).map { ["word\($0)", $0 % 2 == 0 ? "even" : "odd"] }
    let matcher = try PhraseMatcher(lists: lists)
    #expect(Array(matcher.lists(in: "word7, word64 and word199")) == [7, 64, 199])
    #expect(Array(matcher.lists(in: "odd")) == Array(stride(from: 1, to: 200, by: 2)))
    #expect(matcher.lists(in: "even").contains(198))
    #expect(!matcher.lists(in: "even").contains(199))
  }

  @Test("no lists, and lists without phrases, find nothing")
  func nothing() throws {
    #expect(try PhraseMatcher(lists: []).lists(in: "any text").isEmpty)
    #expect(try PhraseMatcher(lists: [[], []]).lists(in: "any text").isEmpty)
    #expect(try PhraseMatcher(lists: []).openBytes(atEndOf: "any text") == 0)
    #expect(try PhraseMatcher(lists: []).longestMatchBytes == 0)
  }

  @Test("all faults are told, each with its place")
  func faults() throws {
    let long = String(repeating: "x", count: PhraseMatcher.mostPhraseBytes + 1)
    let empty = #expect(throws: PhraseFaults.self) { try PhraseMatcher(lists: [["a", " \n"], [""]]) }
    #expect(empty?.description == "list 0: phrase 1: the phrase is empty\nlist 1: phrase 0: the phrase is empty")
    let tooLong = #expect(throws: PhraseFaults.self) { try PhraseMatcher(lists: [["a", long]]) }
    #expect(tooLong?.description == "list 0: phrase 1: the phrase has 1025 bytes, more than 1024")
    let lists = [[String]](repeating: [], count: PhraseMatcher.mostLists + 1)
    let tooMany = #expect(throws: PhraseFaults.self) { try PhraseMatcher(lists: lists) }
    #expect(tooMany?.description == "1025 phrase lists are more than 1024")
    let phrases = [String](repeating: "a", count: PhraseMatcher.mostPhrases + 1)
    let over = #expect(throws: PhraseFaults.self) { try PhraseMatcher(lists: [phrases]) }
    #expect(over?.description == "200001 phrases are more than 200000")
  }
}
