import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ArgumentsEditorTests {
  private static let label = SecretRequest.label

  /// The text after the edits.
  private static func edited(_ text: String, _ ranges: [Range<Int>]) -> String {
    var editor = ArgumentsEditor()
    let bytes = Array(text.utf8)
    let found = ranges.map { TextRedaction(range: $0, label: label) }
    let edits = editor.read(
      Redactions.settled(found, in: bytes, bounds: 0..<bytes.count), in: bytes, to: bytes.count, isComplete: true
    ).edits
    return text.replacing(edits.map { ($0.range, $0.replacement) })
  }

  static let rows: [(text: String, needle: String, expected: String, reason: String)] = [
    (#"{"a":"x hush y"}"#, "hush", #"{"a":"x [X_1] y"}"#, "within a string"),
    (#"{"a":4111,"b":2}"#, "4111", #"{"a":"[X_1]","b":2}"#, "a number"),
    (#"{"a":-4111.5e3}"#, "4111", #"{"a":"[X_1]"}"#, "a part of a number"),
    (#"[true, null]"#, "rue, nu", #"["[X_1]", "[X_1]"]"#, "bare words, of which each is replaced"),
    (#"{"a":"one","b":"two"}"#, #"ne","b":"tw"#, #"{"a":"o[X_1]","":"o"}"#, "over several strings"),
    (#"{"a":"x\nhush"}"#, "nhush", #"{"a":"x[X_1]"}"#, "from within an escape"),
    (#"{"a":"x\u00e9y"}"#, "e9y", #"{"a":"x[X_1]"}"#, "from within a longer escape"),
    (#"{"a":"say \"hush\""}"#, "hush", #"{"a":"say \"[X_1]\""}"#, "between escaped quotes"),
    ("print(4111)", "4111", "print([X_1])", "no JSON"),
    (#" "hush""#, "hush", #" "[X_1]""#, "a string alone"),
    (#"{"a":"#, "a\":", #"{"[X_1]":"#, "JSON that breaks off"),
    (#"{"a":41"#, "41", #"{"a":"[X_1]""#, "a number that breaks off"),
  ]

  @Test("what is taken out leaves JSON", arguments: rows)
  func leavesJSON(row: (text: String, needle: String, expected: String, reason: String)) {
    #expect(Self.edited(row.text, row.text.occurrences(of: row.needle)) == row.expected, "\(row.reason)")
  }

  @Test("any ranges of any JSON leave JSON without what stood there in strings and words")
  func randomJSON() throws {
    var random = RandomJSON(seed: 51)
    var generator = SeededGenerator(seed: 52)
    for _ in 0..<4_000 {
      let text = random.document()
      guard text.first.map({ "{[\"".contains($0) }) ?? false else { continue }
      let size = text.utf8.count
      let ranges = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        let start = Int.random(in: 0..<size, using: &generator)
        return start..<Int.random(in: start...min(size, start + 20), using: &generator)
      }
      let edited = Self.edited(text, ranges)
      do {
        try JSONDocument.validate(ByteBuffer(string: edited), mode: .lenient)
      } catch {
        // Two keys may have become one.
        guard case .duplicateKey = error.kind else {
          Issue.record("\(error): \(edited)")
          continue
        }
      }
    }
  }

  @Test("however the text comes, the edits are the same")
  func splits() {
    var random = RandomJSON(seed: 53)
    var generator = SeededGenerator(seed: 54)
    for _ in 0..<4_000 {
      var bytes = Array(random.document().utf8)
      if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
      guard !bytes.isEmpty else { continue }
      let ranges = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        return TextRedaction(
          range: start..<Int.random(in: start...min(bytes.count, start + 20), using: &generator), label: Self.label)
      }
      let found = Redactions.settled(ranges, in: bytes, bounds: 0..<bytes.count)
      var whole = ArgumentsEditor()
      let expected = whole.read(found, in: bytes, to: bytes.count, isComplete: true).edits
      var editor = ArgumentsEditor()
      var edits: [TextEdit] = []
      var end = 0
      while end < bytes.count {
        end = min(bytes.count, end + Int.random(in: 1...9, using: &generator))
        // What reaches beyond is open, and nothing behind it is settled.
        let open = found.first { $0.range.lowerBound < end && $0.range.upperBound > end }
        let to = max(editor.position, open?.range.lowerBound ?? end)
        let given = found.filter { $0.range.upperBound <= to && $0.range.upperBound > editor.position }
        edits += editor.read(given, in: bytes, to: to, isComplete: false).edits
      }
      let given = found.filter { $0.range.upperBound > editor.position }
      edits += editor.read(given, in: bytes, to: bytes.count, isComplete: true).edits
      #expect(edits == expected, "\(String(decoding: bytes, as: UTF8.self)) \(found.map(\.range))")
    }
  }
}
