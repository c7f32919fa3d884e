import Classifiers
import Testing

@Suite struct PassageCutterTests {
  @Test("borders do not depend on how the text was split", arguments: 0..<60)
  func splitIndependence(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = generator.text(scalars: Int.random(in: 0...400, using: &generator))
    let window = Int.random(in: 1...60, using: &generator)
    let context = Int.random(in: 0...120, using: &generator)
    var cutter = PassageCutter(window: window, context: context)
    var passages: [PassageCutter.Passage] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      let size = Int.random(in: 0...9, using: &generator)
      passages += cutter.append(String(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    if let last = cutter.finish() { passages.append(last) }
    #expect(passages == PassageCutter.passages(of: text, window: window, context: context))
  }

  @Test("windows join up to the whole text and carry their context", arguments: 0..<60)
  func completeness(seed: UInt64) {
    var generator = SeededGenerator(seed: 1000 + seed)
    let text = generator.text(scalars: Int.random(in: 1...500, using: &generator))
    let window = Int.random(in: 1...80, using: &generator)
    let context = Int.random(in: 0...200, using: &generator)
    let bytes = Array(text.utf8)
    var start = 0
    for passage in PassageCutter.passages(of: text, window: window, context: context) {
      #expect(passage.end > start)
      let own = String(decoding: bytes[start..<passage.end], as: UTF8.self).unicodeScalars
      let before = String(decoding: bytes[..<start], as: UTF8.self).unicodeScalars
      #expect(own.count <= window)
      #expect(Array(passage.text.unicodeScalars) == Array(before.suffix(context)) + Array(own))
      if own.count < window, passage.end < bytes.count {
        #expect(own.count * 2 >= window, "a window closed early before it was half full")
        #expect(own.last.map { " \t\r\n。！？".unicodeScalars.contains($0) } == true)
      }
      start = passage.end
    }
    #expect(start == bytes.count)
  }

  @Test(
    "a window closes at the end of a sentence once it is half full",
    arguments: [
      ("ab. cdef", 8, [4, 8], "white space after a full stop"),
      ("abcd\nef", 8, [5, 7], "a line feed"),
      ("abc\ndef", 8, [4, 7], "half a window is enough"),
      ("ab\ncdefgh", 8, [8, 9], "less than half is not"),
      ("中文字。中", 8, [12, 15], "an ideographic full stop of three bytes"),
      ("abcd.efgh", 8, [8, 9], "a full stop within a word"),
      ("", 8, [], "nothing at all"),
    ])
  func sentenceEnds(text: String, window: Int, ends: [Int], reason: String) {
    #expect(PassageCutter.passages(of: text, window: window, context: 4).map(\.end) == ends, "\(reason)")
  }

  @Test("finishing twice gives nothing the second time")
  func finishing() {
    var cutter = PassageCutter(window: 10, context: 5)
    #expect(cutter.append("abc") == [])
    #expect(cutter.finish()?.text == "abc")
    #expect(cutter.finish() == nil)
  }

  @Test("a long text in one piece is cut as a short one is")
  func longText() {
    let text = String(repeating: "word ", count: 200_000)
    let passages = PassageCutter.passages(of: text, window: 240, context: 720)
    #expect(passages.count == (1_000_000 + 239) / 240)
    #expect(passages.last?.end == 1_000_000)
    #expect(passages.dropFirst(3).dropLast().allSatisfy { $0.text.utf8.count == 960 })
  }
}
