package import NIOCore

/// Changing single choices of an answer of upstream; every other byte stays as it came.
extension AnswerRendering {
  /// The document with the choices of the given indices replaced by the given objects.
  ///
  /// - Parameters:
  ///   - document: the answer, scanned; it carries its bytes.
  ///   - replacements: by `AnswerChoice.index`; an index that does not occur replaces nothing.
  package static func replacingChoices(
    in document: AnswerDocument, with replacements: [Int: ByteBuffer]
  ) -> ByteBuffer {
    let growth = replacements.values.reduce(0) { $0 + $1.readableBytes }
    var buffer = ByteBufferAllocator().buffer(capacity: document.bytes.readableBytes + growth)
    var copied = 0
    for choice in document.choices {
      guard let replacement = replacements[choice.index] else { continue }
      buffer.writeImmutableBuffer(document.slice(copied..<choice.range.lowerBound))
      buffer.writeImmutableBuffer(replacement)
      copied = choice.range.upperBound
    }
    buffer.writeImmutableBuffer(document.slice(copied..<document.bytes.readableBytes))
    return buffer
  }

  /// The document without the choices of the given indices, for a chunk that mixes cut choices with live ones.
  package static func removingChoices(in document: AnswerDocument, indices: Set<Int>) -> ByteBuffer {
    guard let choices = document.choicesRange, document.choices.contains(where: { indices.contains($0.index) }) else {
      return document.bytes
    }
    var buffer = ByteBufferAllocator().buffer(capacity: document.bytes.readableBytes)
    buffer.writeImmutableBuffer(document.slice(0..<choices.lowerBound))
    buffer.writeStaticString("[")
    var isFirst = true
    for choice in document.choices where !indices.contains(choice.index) {
      if !isFirst { buffer.writeStaticString(",") }
      isFirst = false
      buffer.writeImmutableBuffer(document.slice(choice.range))
    }
    buffer.writeStaticString("]")
    buffer.writeImmutableBuffer(document.slice(choices.upperBound..<document.bytes.readableBytes))
    return buffer
  }
}
