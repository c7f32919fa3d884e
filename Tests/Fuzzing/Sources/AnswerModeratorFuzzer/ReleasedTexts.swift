import NIOCore
import OpenAIWire

/// What a released answer says, by its strands: the pieces of a stream joined.
struct ReleasedTexts {
  private struct Strand: Hashable {
    /// Nil outside of the choices.
    var choice: Int?
    var part = 0
    var field: AnswerField
  }

  private var texts: [Strand: String] = [:]
  /// Texts that say again what others said.
  private var repeats: [(field: AnswerField, text: String)] = []

  /// - Parameter released: whole events, or the whole answer.
  init(_ released: String, of answer: FuzzedAnswer) {
    guard answer.isStream else {
      add(ByteBuffer(string: released), answer.dialect, .whole)
      return
    }
    switch answer.dialect.framing {
    case .serverSentEvents:
      var parser = EventStreamParser()
      parser.append(ByteBuffer(string: released))
      parser.finish()
      while let event = try? parser.next() { add(event.data, answer.dialect, .chunk) }
    case .jsonLines:
      var parser = JSONLinesParser()
      parser.append(ByteBuffer(string: released))
      parser.finish()
      while let line = try? parser.next() { add(line, answer.dialect, .chunk) }
    }
  }

  private mutating func add(_ payload: ByteBuffer, _ dialect: Dialect, _ kind: AnswerDocument.Kind) {
    guard let document = try? AnswerDocument.scan(payload, dialect: dialect, kind: kind) else { return }
    for choice in document.choices {
      for text in choice.texts {
        if text.isRepeat {
          repeats.append((text.field, text.text))
        } else {
          texts[Strand(choice: choice.index, part: text.part, field: text.field), default: ""] += text.text
        }
      }
    }
    for text in document.texts { texts[Strand(field: text.field), default: ""] += text.text }
  }

  /// A text that a judge finds harmful; nil when there is none.
  var harmful: String? {
    texts.values.first { $0.contains("BAD") } ?? repeats.first { $0.text.contains("BAD") }?.text
  }

  /// A text that holds what a redactor takes out; nil when there is none. In the JSON of tools' arguments more stays than
  /// in text, which must not break it.
  var unredacted: String? {
    texts.first { Self.isPlain($0.key.field) && !HushRedactor.isClean($0.value) }?.value
      ?? repeats.first { Self.isPlain($0.field) && !HushRedactor.isClean($0.text) }?.text
  }

  private static func isPlain(_ field: AnswerField) -> Bool {
    switch field {
    case .content, .refusal, .reasoning, .audioTranscript: true
    // Other texts are joined of several strings, and what spans their borders stays.
    case .toolArguments, .functionArguments, .toolInput, .toolName, .other: false
    }
  }
}
