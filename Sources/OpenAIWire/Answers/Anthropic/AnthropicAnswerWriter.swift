import NIOCore

/// Writes Anthropic's messages and the events of their streams.
///
/// A refusal is an ordinary message with `stop_reason` `refusal`, in which the policy's text is a block of its own.
struct AnthropicAnswerWriter: AnswerWriter {
  /// What a refused answer's usage is where upstream was not called.
  private static let noUsage = "{\"input_tokens\":0,\"output_tokens\":0}"

  var envelope: AnswerEnvelope
  /// Whether the client knows of the message.
  private var isStarted = false
  /// Blocks that were begun and not ended.
  private var openBlocks: [Int] = []
  private var nextBlock = 0
  private var progress = AnswerProgress()

  init(envelope: AnswerEnvelope) {
    self.envelope = envelope
  }

  // MARK: Whole answers

  func refusedAnswer(_ message: String, choiceCount: Int, usage: ByteBuffer?) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 256 + message.utf8.count)
    writeMessage(content: Self.blocks(message), stopReason: "\"refusal\"", usage: usage, to: &buffer)
    return buffer
  }

  func withholding(_ messages: [Int: String], in document: AnswerDocument) -> ByteBuffer {
    guard let message = messages[0] else { return document.bytes }
    if case .anthropic(let event) = document.detail,
      let answer = event.places?.withholding(
        document, content: Self.blocks(message), reason: (AnthropicAnswerName.stopReason.rawValue, "refusal"))
    {
      return answer
    }
    // What is known of it cannot be told from what it says.
    let writer = AnthropicAnswerWriter(envelope: AnswerEnvelope(of: document, fallback: envelope))
    return writer.refusedAnswer(message, choiceCount: 1, usage: nil)
  }

  // MARK: Streams

  func refusedStream(_ message: String) -> ByteBuffer {
    var writer = AnthropicAnswerWriter(envelope: envelope)
    var buffer = writer.cut(choice: 0, message: message)
    buffer.writeImmutableBuffer(writer.end())
    return buffer
  }

  mutating func note(_ document: AnswerDocument, without cut: Set<Int>) {
    progress.note(document)
    guard case .anthropic(let event) = document.detail, let kind = event.kind else { return }
    switch (kind, event.index) {
    case (.messageStart, _): isStarted = true
    case (.blockStart, let index?):
      openBlocks.append(index)
      nextBlock = max(nextBlock, index + 1)
    case (.blockStop, let index?): openBlocks.removeAll { $0 == index }
    default: break
    }
  }

  mutating func cut(choice: Int, message: String) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 1024 + message.utf8.count)
    if !isStarted { writeStart(usage: nil, to: &buffer) }
    isStarted = true
    for index in openBlocks { Self.writeStop(index, to: &buffer) }
    openBlocks = []
    Self.writeBlock(nextBlock, message, to: &buffer)
    nextBlock += 1
    Self.writeEvent(.messageDelta, to: &buffer) { payload in
      payload.writeString(
        ",\"delta\":{\"stop_reason\":\"refusal\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":\(outputTokens)}")
    }
    return buffer
  }

  mutating func end() -> ByteBuffer {
    EventRendering.event(ByteBuffer(string: "{\"type\":\"message_stop\"}"), name: "message_stop")
  }

  func removing(_ choices: Set<Int>, from document: AnswerDocument) -> ByteBuffer? { nil }

  /// What a client must know to understand the events that follow.
  mutating func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? {
    // Of an event of this dialect, what is taken note of is no text.
    note(document, without: [])
    guard case .anthropic(let event) = document.detail, let kind = event.kind else { return nil }
    var buffer = ByteBuffer()
    switch (kind, event.index) {
    case (.messageStart, _): writeStart(usage: document.usageBytes, to: &buffer)
    case (.blockStart, let index?): Self.writeStart(index, to: &buffer)
    case (.blockStop, let index?): Self.writeStop(index, to: &buffer)
    case (.messageDelta, _):
      Self.writeEvent(kind, to: &buffer) { payload in
        payload.writeStaticString(",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":")
        Self.writeUsage(document.usageBytes, to: &payload)
      }
    default: return nil
    }
    return buffer
  }

  // MARK: Writing

  /// Tokens of the answer that the client knows of: upstream's count, or one for each event with text.
  private var outputTokens: Int { max(progress.textEvents, progress.usage?.jsonInteger("output_tokens") ?? 0) }

  private func writeStart(usage: ByteBuffer?, to buffer: inout ByteBuffer) {
    Self.writeEvent(.messageStart, to: &buffer) { payload in
      payload.writeStaticString(",\"message\":")
      writeMessage(content: "[]", stopReason: "null", usage: usage, to: &payload)
    }
  }

  private func writeMessage(content: String, stopReason: String, usage: ByteBuffer?, to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"id\":")
    buffer.writeJSONString(envelope.id)
    buffer.writeStaticString(",\"type\":\"message\",\"role\":\"assistant\",\"model\":")
    buffer.writeJSONString(envelope.model)
    buffer.writeString(",\"content\":\(content),\"stop_reason\":\(stopReason),\"stop_sequence\":null,\"usage\":")
    Self.writeUsage(usage, to: &buffer)
    buffer.writeStaticString("}")
  }

  private static func writeUsage(_ usage: ByteBuffer?, to buffer: inout ByteBuffer) {
    if let usage { buffer.writeImmutableBuffer(usage) } else { buffer.writeString(noUsage) }
  }

  /// The content of a message that says nothing else.
  private static func blocks(_ message: String) -> String {
    var buffer = ByteBuffer()
    buffer.writeStaticString("[{\"type\":\"text\",\"text\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString("}]")
    return String(buffer: buffer)
  }

  /// The events of a block of text.
  private static func writeBlock(_ index: Int, _ message: String, to buffer: inout ByteBuffer) {
    writeStart(index, to: &buffer)
    var payload = ByteBuffer()
    payload.writeString(
      "{\"type\":\"content_block_delta\",\"index\":\(index),\"delta\":{\"type\":\"text_delta\",\"text\":")
    payload.writeJSONString(message)
    payload.writeStaticString("}}")
    buffer.writeImmutableBuffer(EventRendering.event(payload, name: "content_block_delta"))
    writeStop(index, to: &buffer)
  }

  private static func writeStart(_ index: Int, to buffer: inout ByteBuffer) {
    writeEvent(.blockStart, to: &buffer) { payload in
      payload.writeString(",\"index\":\(index),\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
    }
  }

  private static func writeStop(_ index: Int, to buffer: inout ByteBuffer) {
    writeEvent(.blockStop, to: &buffer) { payload in payload.writeString(",\"index\":\(index)") }
  }

  private static func writeEvent(
    _ kind: AnthropicEvent.Kind, to buffer: inout ByteBuffer, _ fields: (inout ByteBuffer) -> Void
  ) {
    var payload = ByteBuffer()
    payload.writeString("{\"type\":\"\(kind.rawValue)\"")
    fields(&payload)
    payload.writeStaticString("}")
    buffer.writeImmutableBuffer(EventRendering.event(payload, name: kind.rawValue))
  }
}
