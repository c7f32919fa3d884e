import NIOCore
import OpenAIWire
import Taxonomy

extension AnswerDocument {
  /// The document after every occurrence of the needles in any text is redacted.
  func redacting(_ needles: [String]) -> ByteBuffer {
    var changes: [AnswerTextEdits] = []
    func note(_ texts: [AnswerText], _ choice: Int?) {
      for (index, text) in texts.enumerated() {
        let edits = edits(of: needles, in: text)
        if !edits.isEmpty { changes.append(AnswerTextEdits(choice: choice, text: index, edits: edits)) }
      }
    }
    for (index, choice) in choices.enumerated() { note(choice.texts, index) }
    note(texts, nil)
    return AnswerRendering.editing(self, changes)
  }

  private func edits(of needles: [String], in text: AnswerText) -> [TextEdit] {
    let found = needles.flatMap { text.text.occurrences(of: $0) }.sorted { $0.lowerBound < $1.lowerBound }
    let label = SecretRequest.label
    guard case .toolArguments = text.field else {
      return found.map { TextEdit(range: $0, replacement: label.text) }
    }
    var editor = ArgumentsEditor()
    let bytes = Array(text.text.utf8)
    let redactions = found.map { TextRedaction(range: $0, label: label) }
    return editor.read(redactions, in: bytes, to: bytes.count, isComplete: true).edits
  }
}
