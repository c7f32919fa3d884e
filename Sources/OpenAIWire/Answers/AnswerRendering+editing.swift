package import NIOCore

/// Changing texts of an answer of upstream; every other byte stays as it came.
extension AnswerRendering {
  /// The document with the given edits of its texts. A choice that is edited loses its `logprobs`, which repeat its text.
  ///
  /// What lies between the strings that make up a text (`AnswerDocument`) cannot be edited, and stays.
  ///
  /// - Parameter limits: those that the document was scanned with.
  package static func editing(
    _ document: AnswerDocument, _ changes: [AnswerTextEdits], limits: JSONLimits = JSONLimits()
  ) -> ByteBuffer {
    let traced: AnswerDocument
    do {
      traced = try AnswerDocument.scan(
        document.bytes, dialect: document.dialect, kind: document.kind, limits: limits, isTraced: true)
    } catch { preconditionFailure("an answer that was read cannot be read again: \(error)") }
    var edits = DocumentEdits()
    var edited: Set<Int> = []
    for change in changes {
      let sources = change.choice.map { traced.choices[$0].sources } ?? traced.sources
      for edit in change.edits where edits.change(edit, of: sources[change.text]) {
        if let choice = change.choice { edited.insert(choice) }
      }
    }
    for choice in edited {
      if let logprobs = traced.choices[choice].logprobs { edits.replace(logprobs, with: "null") }
      for logprobs in traced.choices[choice].logprobArrays { edits.replace(logprobs, with: "[]") }
    }
    guard let bytes = edits.applied(to: document.bytes, byteLimit: .max) else {
      preconditionFailure("an answer longer than any")
    }
    return bytes
  }
}
