import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct AnswerEditingTests {
  /// The answer with every `hush` in any text replaced.
  private func edited(_ json: String, _ kind: AnswerDocument.Kind = .whole) throws -> String {
    let document = try AnswerDocument.scan(ByteBuffer(string: json), kind: kind)
    var changes: [AnswerTextEdits] = []
    func note(_ texts: [AnswerText], _ choice: Int?) {
      for (index, text) in texts.enumerated() {
        let edits = text.text.occurrences(of: "hush").map { TextEdit(range: $0, replacement: "[X]") }
        if !edits.isEmpty { changes.append(AnswerTextEdits(choice: choice, text: index, edits: edits)) }
      }
    }
    for (index, choice) in document.choices.enumerated() { note(choice.texts, index) }
    note(document.texts, nil)
    return String(buffer: AnswerRendering.editing(document, changes))
  }

  static let rows: [(json: String, expected: String, reason: String)] = [
    (
      #"{"x":1.50, "choices":[{"index":0,"message":{"content":"a h\u0075sh b"},"logprobs":{"content":[{"token":"hush"}]}},{"index":1,"message":{"content":"b"},"logprobs":{"content":[]}}]}"#,
      #"{"x":1.50, "choices":[{"index":0,"message":{"content":"a [X] b"},"logprobs":null},{"index":1,"message":{"content":"b"},"logprobs":{"content":[]}}]}"#,
      "a choice loses its log probabilities with its text, another keeps them"
    ),
    (
      #"{"choices":[{"logprobs":[1],"message":{"content":[{"type":"text","text":"hush"},"hush"],"y":{"hush":["hush"]}}}]}"#,
      #"{"choices":[{"logprobs":null,"message":{"content":[{"type":"text","text":"[X]"},"[X]"],"y":{"[X]":["[X]"]}}}]}"#,
      "parts, an unknown field, and log probabilities before the text"
    ),
    (
      #"{"choices":[{"message":{"tool_calls":[{"function":{"name":"hush","arguments":"{\"q\":\"hush\"}"}}]}}],"__verbose":{"content":"hush"}}"#,
      #"{"choices":[{"message":{"tool_calls":[{"function":{"name":"[X]","arguments":"{\"q\":\"[X]\"}"}}]}}],"__verbose":{"content":"[X]"}}"#,
      "tool calls, and a text outside of the choices"
    ),
    (
      #"{"choices":[{"message":{"content":"\ud83dhush\ude00"}}]}"#,
      #"{"choices":[{"message":{"content":"\ud83d[X]\ude00"}}]}"#, "between the halves of a surrogate pair"
    ),
    (
      #"{"choices":[{"message":{"content":"x"},"logprobs":{"content":[{"token":"x"}]}}]}"#,
      #"{"choices":[{"message":{"content":"x"},"logprobs":{"content":[{"token":"x"}]}}]}"#, "nothing to edit"
    ),
  ]

  @Test("edits texts where they stand, and leaves every other byte", arguments: rows)
  func edits(row: (json: String, expected: String, reason: String)) throws {
    #expect(try edited(row.json) == row.expected, "\(row.reason)")
    let delta = { (text: String) in text.replacing("message", with: "delta") }
    #expect(try edited(delta(row.json), .chunk) == delta(row.expected), "\(row.reason)")
  }
}
