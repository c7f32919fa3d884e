import Foundation
import NIOCore
import OpenAIWire
import Testing

@Suite struct ResponsesEditingTests {
  private func edited(_ json: String, _ kind: AnswerDocument.Kind = .whole) throws -> String {
    let document = try AnswerDocument.scan(ByteBuffer(string: json), dialect: .responses, kind: kind)
    var changes: [AnswerTextEdits] = []
    for (index, text) in document.choices[0].texts.enumerated() {
      let edits = text.text.occurrences(of: "hush").map { TextEdit(range: $0, replacement: "[X]") }
      if !edits.isEmpty { changes.append(AnswerTextEdits(choice: 0, text: index, edits: edits)) }
    }
    return String(buffer: AnswerRendering.editing(document, changes))
  }

  static let rows: [(json: String, expected: String, kind: AnswerDocument.Kind, reason: String)] = [
    (
      #"{"x":1.50, "output":[{"type":"message","content":[{"text":"a h\u0075sh","type":"output_text","logprobs":[{"token":"hush"}]}]}],"metadata":{"a":"hush"}}"#,
      #"{"x":1.50, "output":[{"type":"message","content":[{"text":"a [X]","type":"output_text","logprobs":[]}]}],"metadata":{"a":"hush"}}"#,
      .whole, "a text loses its log probabilities, and what the request said stays"
    ),
    (
      #"{"type":"response.output_text.delta","logprobs":[{"token":"hush"}],"delta":"hush","sequence_number":3}"#,
      #"{"type":"response.output_text.delta","logprobs":[],"delta":"[X]","sequence_number":3}"#, .chunk, "a delta"
    ),
    (
      #"{"type":"response.output_text.delta","logprobs":[{"token":"a"}],"delta":"a"}"#,
      #"{"type":"response.output_text.delta","logprobs":[{"token":"a"}],"delta":"a"}"#, .chunk, "nothing to edit"
    ),
    (
      #"{"type":"response.output_item.done","item":{"type":"function_call","name":"hush","arguments":"{\"q\":\"hush\"}","x":{"hush":["hush"]}}}"#,
      #"{"type":"response.output_item.done","item":{"type":"function_call","name":"[X]","arguments":"{\"q\":\"[X]\"}","x":{"[X]":["[X]"]}}}"#,
      .chunk, "a call"
    ),
    (
      #"{"type":"response.output_text.annotation.added","annotation_index":4,"annotation":{"type":"url_citation","url":"hush","title":"a hush"}}"#,
      #"{"type":"response.output_text.annotation.added","annotation_index":4,"annotation":{"type":"url_citation","url":"[X]","title":"a [X]"}}"#,
      .chunk, "a later citation, whose text begins with a line feed"
    ),
    (
      #"{"type":"shell","output":[{"result":"hush"},{"type":"image_generation_call","result":"hush"},{"action":{"a":"hush","commands":["hush"]},"output":[{"stdout":"hush","x":"hush"}]}],"output_text":"hush"}"#,
      #"{"type":"shell","output":[{"result":"[X]"},{"type":"image_generation_call","result":"hush"},{"action":{"a":"[X]","commands":["[X]"]},"output":[{"stdout":"[X]","x":"[X]"}]}],"output_text":"[X]"}"#,
      .whole, "results, commands and outputs, but no image"
    ),
  ]

  @Test("edits texts where they stand, and leaves every other byte", arguments: rows)
  func edits(row: (json: String, expected: String, kind: AnswerDocument.Kind, reason: String)) throws {
    #expect(try edited(row.json, row.kind) == row.expected, "\(row.reason)")
  }

  @Test("any text of an answer can be taken out, which leaves valid JSON without it and the others as they were")
  func everywhere() throws {
    let documents =
      ResponsesStream.events.map { ($0, AnswerDocument.Kind.chunk) } + [(ResponsesStream.completed, .whole)]
      + ResponsesAnswerTests.responses.map { ("{\($0.fields)}", .whole) }
      + ResponsesAnswerTests.events.map { ("{\($0.event)}", .chunk) }
    var edited = 0
    for (json, kind) in documents {
      let document = try AnswerDocument.scan(ByteBuffer(string: json), dialect: .responses, kind: kind)
      let texts = document.choices[0].texts
      for (index, text) in texts.enumerated()
      where text.field != .other("logprobs") && !text.text.contains("\n") && !text.text.hasPrefix("{") {
        let edit = TextEdit(range: 0..<text.text.utf8.count, replacement: "gone away")
        let bytes = AnswerRendering.editing(
          document, [AnswerTextEdits(choice: 0, text: index, edits: [edit])])
        edited += 1
        let changed = try AnswerDocument.scan(bytes, dialect: .responses, kind: kind)
        var expected = texts
        expected[index].text = "gone away"
        // Log probabilities are gone with the text beside them.
        expected.removeAll { $0.field == .other("logprobs") }
        let found = changed.choices[0].texts.filter { $0.field != .other("logprobs") }
        #expect(found.map(\.text) == expected.map(\.text), "\(json): \(text)")
      }
    }
    #expect(edited > 100)
  }
}
