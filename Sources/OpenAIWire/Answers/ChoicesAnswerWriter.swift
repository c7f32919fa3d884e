import NIOCore

/// A writer of a dialect whose documents have `choices`, and whose streams end with `[DONE]`.
protocol ChoicesAnswerWriter: AnswerWriter {
  /// `object` of a whole answer.
  static var answerObject: StaticString { get }
  /// `object` of an event.
  static var eventObject: StaticString { get }

  /// Choices that the client asked for.
  var choiceCount: Int { get }
  /// Whether the client asked for a usage chunk.
  var includesUsage: Bool { get }
  /// What the events that were sent said of tokens.
  var progress: AnswerProgress { get }

  /// One refused choice of a whole answer.
  static func writeRefusedChoice(index: Int, message: String, to buffer: inout ByteBuffer)
  /// The events that end one choice.
  ///
  /// - Parameter isFirst: whether nothing of the choice was sent before.
  func writeCut(choice: Int, message: String, isFirst: Bool, to buffer: inout ByteBuffer)
}

extension ChoicesAnswerWriter {
  func refusedAnswer(_ message: String, choiceCount: Int, usage: ByteBuffer?) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 384 + choiceCount * (message.utf8.count + 160))
    AnswerRendering.writeHead(envelope, object: Self.answerObject, to: &buffer)
    for index in 0..<choiceCount {
      if index > 0 { buffer.writeStaticString(",") }
      Self.writeRefusedChoice(index: index, message: message, to: &buffer)
    }
    buffer.writeStaticString("],\"usage\":")
    AnswerRendering.writeUsage(usage, to: &buffer)
    buffer.writeStaticString("}")
    return buffer
  }

  func withholding(_ messages: [Int: String], in document: AnswerDocument) -> ByteBuffer {
    var replacements: [Int: ByteBuffer] = [:]
    for (index, message) in messages {
      var buffer = ByteBufferAllocator().buffer(capacity: message.utf8.count + 160)
      Self.writeRefusedChoice(index: index, message: message, to: &buffer)
      replacements[index] = buffer
    }
    return AnswerRendering.replacingChoices(in: document, with: replacements)
  }

  func refusedStream(_ message: String) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 512 + choiceCount * (512 + message.utf8.count))
    for index in 0..<choiceCount { writeCut(choice: index, message: message, isFirst: true, to: &buffer) }
    if includesUsage { writeUsageEvent(nil, to: &buffer) }
    buffer.writeImmutableBuffer(EventRendering.done)
    return buffer
  }

  mutating func end() -> ByteBuffer {
    var buffer = ByteBuffer()
    if includesUsage, !progress.sawUsageAlone { writeUsageEvent(progress.usage ?? progress.countedUsage, to: &buffer) }
    buffer.writeImmutableBuffer(EventRendering.done)
    return buffer
  }

  func removing(_ choices: Set<Int>, from document: AnswerDocument) -> ByteBuffer? {
    let isEmptied = document.choices.allSatisfy { choices.contains($0.index) } && document.usage == nil
    if isEmptied { return nil }
    return EventRendering.event(AnswerRendering.removingChoices(in: document, indices: choices))
  }

  func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? {
    guard let usage = document.usageBytes else { return nil }
    var buffer = ByteBuffer()
    writeUsageEvent(usage, to: &buffer)
    return buffer
  }
}

/// Writing events.
extension ChoicesAnswerWriter {
  /// Everything of an event up to the opening bracket of `choices`, included.
  func beginEvent(in buffer: inout ByteBuffer) {
    buffer.writeStaticString("data: ")
    AnswerRendering.writeHead(envelope, object: Self.eventObject, to: &buffer)
  }

  /// Everything of an event after its last choice.
  ///
  /// - Parameter hasNullUsage: whether to say that the usage is still to come.
  func endEvent(hasNullUsage: Bool, in buffer: inout ByteBuffer) {
    buffer.writeStaticString(hasNullUsage ? "],\"usage\":null}\n\n" : "]}\n\n")
  }

  /// The event with the usage, which ends a stream whose client asked for it.
  ///
  /// - Parameter usage: the bytes of upstream's `usage` object; nil writes zeros.
  private func writeUsageEvent(_ usage: ByteBuffer?, to buffer: inout ByteBuffer) {
    beginEvent(in: &buffer)
    buffer.writeStaticString("],\"usage\":")
    AnswerRendering.writeUsage(usage, to: &buffer)
    buffer.writeStaticString("}\n\n")
  }
}
