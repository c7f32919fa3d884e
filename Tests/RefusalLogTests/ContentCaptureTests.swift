import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct ContentCaptureTests {
  @Test(
    "a mode keeps what it says",
    arguments: [
      (ContentMode.full, "abc", "abc", "the text"),
      (.hashed, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "FIPS 180-4's example"),
      (.none, "abc", nil, "nothing"),
    ] as [(ContentMode, String, String?, String)])
  func modes(mode: ContentMode, text: String, kept: String?, reason: String) {
    let content = RecordedContent(text, mode: mode)
    #expect(content.text == kept, "\(reason)")
    #expect(content.byteCount == 3, "the length is always kept")
  }

  @Test("no text is absent in every mode", arguments: ContentMode.allCases)
  func empty(mode: ContentMode) {
    #expect(RecordedContent("", mode: mode) == .absent)
  }

  @Test(
    "a long text is cut at a whole scalar",
    arguments: [
      ("abcdef", 4, "abcd", "ASCII"), ("aé", 2, "a", "half of two bytes"), ("a😀b", 4, "a", "three of four bytes"),
      ("a😀b", 5, "a😀", "just fits"), ("e\u{301}x", 1, "e", "a combining mark may fall off"), ("abc", 0, "", "no room"),
      ("a\0b", 3, "a", "the sign for NUL takes three bytes"), ("a\0b", 5, "a\u{2400}b", "NUL becomes visible"),
    ])
  func cuts(text: String, limit: Int, kept: String, reason: String) {
    let content = RecordedContent(text, mode: .full, byteLimit: limit)
    #expect(content.text?.utf8.elementsEqual(kept.utf8) == true, "\(reason)")
    #expect(content.byteCount == text.utf8.count)
  }

  /// Replaces every occurrence of some words.
  private static func replacing(_ words: String, with label: String) -> ContentRedacting {
    { text, _ in
      var found: [TextRedaction] = []
      var rest = text[...]
      while let range = rest.firstRange(of: words) {
        let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        if let label = RedactionLabel(label) {
          found.append(TextRedaction(range: start..<start + words.utf8.count, label: label))
        }
        rest = rest[range.upperBound...]
      }
      return (found, text.utf8.count)
    }
  }

  @Test("personal data is replaced before the cut, and what the cut went through is not kept")
  func redacted() {
    let redact = Self.replacing("4111 1111 1111 1111", with: "[card]")
    let short = RecordedContent("pay 4111 1111 1111 1111 now", mode: .redacted, redact: redact)
    #expect(short == RecordedContent("pay [card] now", mode: .full).with(byteCount: 27))
    #expect(RecordedContent("pay 4111", mode: .redacted).text == nil, "nobody redacts, so nothing is kept")
    for start in stride(from: 0, to: 9_000, by: 3) {
      let text = String(repeating: "x", count: start) + "4111 1111 1111 1111" + String(repeating: "y", count: 9_000)
      let kept = RecordedContent(text, mode: .redacted, byteLimit: 4_000, redact: redact).text ?? ""
      #expect(!kept.contains("4"), "a card at \(start) was kept in part")
      #expect(kept.utf8.count <= 4_000)
      #expect(kept.hasPrefix(String(repeating: "x", count: min(start, 3_990))), "what is no card was lost at \(start)")
    }
  }

  @Test("labels that are longer than what they replace push nothing past the cut that nobody looked at")
  func longLabels() {
    let redact = Self.replacing("1", with: "[a label of many bytes]")
    // Behind all that is looked at stands what nobody recognises.
    let text = String(repeating: "1", count: 8_000) + String(repeating: "secret ", count: 2_000)
    let kept = RecordedContent(text, mode: .redacted, byteLimit: 4_000, redact: redact).text ?? ""
    #expect(kept.utf8.count <= 4_000 && !kept.contains("1") && !kept.contains("s e"))
    let few = Self.replacing("1111 1111 1111 1111", with: "[1]")
    let cards = String(repeating: "1111 1111 1111 1111 ", count: 1_000)
    let short = RecordedContent(cards, mode: .redacted, byteLimit: 4_000, redact: few).text ?? ""
    #expect(!short.contains("11") && short.utf8.count == 800, "as much of the text as without labels")
  }

  @Test("of a text that goes on, what is not settled is not kept, down to the margin")
  func unsettled() {
    let text = String(repeating: "é", count: 20_000)
    for (open, kept) in [(20_000, 10_000), (9_001, 9_000), (9_000, 9_000), (0, 5_904)] {
      let content = RecordedContent(text, mode: .redacted, byteLimit: 10_000) { _, isComplete in
        #expect(!isComplete)
        return ([], open)
      }
      #expect(content.text?.utf8.count == kept)
    }
  }

  @Test("what is kept does not depend on how the text was split", arguments: 0..<50)
  func splits(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet: [Unicode.Scalar] = ["a", "\0", "é", "\u{301}", "語", "😀", "\n"]
    var whole = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 1...60, using: &random) { whole.append(alphabet.randomElement(using: &random) ?? "a") }
    for mode in ContentMode.allCases {
      let limit = Int.random(in: 0...80, using: &random)
      let redact = Self.replacing("a", with: "[a]")
      var capture = ContentCapture(mode: mode, byteLimit: limit, redact: redact)
      var rest = whole[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...5, using: &random)
        capture.append(String(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(capture.content == RecordedContent(String(whole), mode: mode, byteLimit: limit, redact: redact))
      #expect((capture.content.text?.utf8.count ?? 0) <= max(limit, 64))
    }
  }

  @Test("a record's names and content keep to their limits, whoever made it")
  func bounds() {
    var record = RefusalRecord.sample(1, model: String(repeating: "語", count: 10_000))
    record.app = "a\0b"
    record.prompt = String(repeating: "x", count: 3 << 20)
    record.ruleIDs = Array(repeating: "r", count: 1_000)
    let bounded = record.bounded()
    #expect(bounded.model?.utf8.count == 255)
    #expect(bounded.app == "a\u{2400}b")
    #expect(bounded.prompt?.utf8.count == 1 << 20)
    #expect(bounded.ruleIDs.count == 64)
    #expect(RefusalRecord.sample(1).bounded() == .sample(1), "a record within its limits stays as it is")
  }
}

extension RecordedContent {
  fileprivate func with(byteCount: Int) -> RecordedContent {
    var content = self
    content.byteCount = byteCount
    return content
  }
}
