import NIOCore

/// Where in a whole answer that stands which a refusal replaces, in dialects that give one answer: offsets from the
/// document's first byte.
struct AnswerPlaces: Sendable, Equatable {
  /// Behind the opening brace.
  var start = 0
  /// The value that is what the model says.
  var content: Range<Int>?
  /// The value that is why the answer ended.
  var reason: Range<Int>?
  /// The values of further fields that hold words, or go with those of the content.
  var words: [Range<Int>] = []
  /// Whether a field holds words that an answer cannot do without.
  var isMalformed = false

  /// The document with something else said in it, and every other byte as it came; nil where that cannot be.
  ///
  /// - Parameters:
  ///   - content: JSON.
  ///   - reason: the key of why the answer ended, and the word for it.
  func withholding(
    _ document: AnswerDocument, content replacement: String, reason word: (key: String, value: String)
  ) -> ByteBuffer? {
    guard let content, !isMalformed else { return nil }
    var edits = DocumentEdits()
    edits.replace(content, with: replacement)
    if let reason {
      edits.replace(reason, with: "\"\(word.value)\"")
    } else {
      edits.replace(start..<start, with: "\"\(word.key)\":\"\(word.value)\",")
    }
    for range in words { edits.replace(range, with: "null") }
    return edits.applied(to: document.bytes, byteLimit: .max)
  }
}
