import NIOCore

/// Writes `response` objects and the events of their streams.
///
/// What a policy says is a message of its own, the last item of the output; the response is `incomplete`, because of
/// `content_filter`. At a cut the items that are open are ended first, with what was sent of them: a call of a tool is
/// then `incomplete` too, and no event says that its arguments are done.
struct ResponsesAnswerWriter: AnswerWriter {
  var envelope: AnswerEnvelope
  private var progress = ResponsesProgress()

  init(envelope: AnswerEnvelope) { self.envelope = envelope }

  func refusedAnswer(_ message: String, choiceCount: Int, usage: ByteBuffer?) -> ByteBuffer {
    ByteBuffer(
      string: ResponsesRendering.response(
        envelope, status: .incomplete, isFiltered: true,
        output: ResponsesRendering.message(id: messageID, text: message),
        usage: usage.map { String(buffer: $0) } ?? ResponsesRendering.usage()))
  }

  func withholding(_ messages: [Int: String], in document: AnswerDocument) -> ByteBuffer {
    guard let message = messages[0], case .responses(let event) = document.detail, let object = event.response else {
      return document.bytes
    }
    if object.hasWordsAsKey { return refusedAnswer(message, choiceCount: 1, usage: document.usageBytes) }
    return ResponsesRendering.filtered(
      document.slice(0..<document.bytes.readableBytes), object,
      output: ResponsesRendering.message(id: messageID, text: message), text: message, usage: nil,
      withholdsWords: true)
  }

  func refusedStream(_ message: String) -> ByteBuffer {
    var writer = self
    var buffer = writer.events(saying: message)
    buffer.writeImmutableBuffer(writer.incomplete(usage: ResponsesRendering.usage()))
    return buffer
  }

  mutating func note(_ document: AnswerDocument, without cut: Set<Int>) { progress.note(document) }

  mutating func cut(choice: Int, message: String) -> ByteBuffer {
    progress.noteCut()
    return events(saying: message)
  }

  mutating func end() -> ByteBuffer {
    incomplete(
      usage: progress.usage.map { String(buffer: $0) } ?? ResponsesRendering.usage(outputTokens: progress.textEvents))
  }

  /// There is one choice: nothing is left without it.
  func removing(_ choices: Set<Int>, from document: AnswerDocument) -> ByteBuffer? { nil }

  /// A state of the response without its output and the words around it.
  mutating func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? {
    guard case .responses(let event) = document.detail, let type = event.type, event.response != nil,
      let status = ResponseStatus(rawValue: String(type.rawValue.dropFirst("response.".count)))
    else { return nil }
    let response = ResponsesRendering.response(
      envelope, status: status, isFiltered: false, output: "",
      usage: document.usageBytes.map { String(buffer: $0) })
    let payload = eventPayload(type.rawValue, number: event.sequenceNumber ?? 0, "\"response\":\(response)")
    do {
      progress.note(try AnswerDocument.scan(payload, dialect: .responses, kind: .chunk))
    } catch { preconditionFailure("an event that was written cannot be read: \(error)") }
    return EventRendering.event(payload, name: type.rawValue)
  }

  var nextNumber: Int? { progress.nextNumber }

  /// The id of the policy's message.
  private var messageID: String {
    let id = envelope.id
    return "msg_filtered_" + (id.hasPrefix("resp_") ? String(id.dropFirst("resp_".count)) : id)
  }

  /// The events up to the end of the policy's message, from wherever the stream stands.
  private mutating func events(saying message: String) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 2048 + 5 * message.utf8.count)
    if progress.response == nil { begin(&buffer) }
    for item in progress.takeOpen() { end(item, &buffer) }
    say(message, &buffer)
    return buffer
  }

  private mutating func begin(_ buffer: inout ByteBuffer) {
    let response = ResponsesRendering.response(
      envelope, status: .inProgress, isFiltered: false, output: "", usage: nil)
    write("response.created", "\"response\":\(response)", &buffer)
    write("response.in_progress", "\"response\":\(response)", &buffer)
  }

  private mutating func end(_ item: SentItem, _ buffer: inout ByteBuffer) {
    for part in item.parts where part.isAdded && part.done == nil {
      for ending in part.endings {
        write(ending.type, "\"item_id\":\(item.id),\"output_index\":\(item.index),\(ending.members)", &buffer)
      }
    }
    let json = item.broken
    write("response.output_item.done", "\"output_index\":\(item.index),\"item\":\(json)", &buffer)
    progress.end(json, index: item.index)
  }

  private mutating func say(_ message: String, _ buffer: inout ByteBuffer) {
    let index = progress.nextIndex
    let id = messageID
    let text = ResponsesRendering.quoted(message)
    let item = ResponsesRendering.message(id: id, text: message)
    let empty = ResponsesRendering.message(id: id, text: "", isComplete: false)
    let place = "\"item_id\":\(ResponsesRendering.quoted(id)),\"output_index\":\(index),\"content_index\":0"
    write("response.output_item.added", "\"output_index\":\(index),\"item\":\(empty)", &buffer)
    write("response.content_part.added", "\(place),\"part\":\(ResponsesRendering.outputText(""))", &buffer)
    write("response.output_text.delta", "\(place),\"delta\":\(text),\"logprobs\":[]", &buffer)
    write("response.output_text.done", "\(place),\"text\":\(text),\"logprobs\":[]", &buffer)
    write("response.content_part.done", "\(place),\"part\":\(ResponsesRendering.outputText(message))", &buffer)
    write("response.output_item.done", "\"output_index\":\(index),\"item\":\(item)", &buffer)
    progress.end(item, index: index)
  }

  /// The last event.
  private mutating func incomplete(usage: String) -> ByteBuffer {
    let response: String
    if let (bytes, object) = progress.response {
      response = String(
        buffer: ResponsesRendering.filtered(
          bytes, object, output: progress.output, text: nil, usage: usage, withholdsWords: false))
    } else {
      response = ResponsesRendering.response(
        envelope, status: .incomplete, isFiltered: true, output: progress.output, usage: usage)
    }
    var buffer = ByteBufferAllocator().buffer(capacity: response.utf8.count + 128)
    write("response.incomplete", "\"response\":\(response)", &buffer)
    return buffer
  }

  private mutating func write(_ type: String, _ members: String, _ buffer: inout ByteBuffer) {
    let payload = eventPayload(type, number: progress.takeNumber(), members)
    buffer.writeImmutableBuffer(EventRendering.event(payload, name: type))
  }

  private func eventPayload(_ type: String, number: Int, _ members: String) -> ByteBuffer {
    ByteBuffer(string: "{\"type\":\"\(type)\",\"sequence_number\":\(number),\(members)}")
  }
}
