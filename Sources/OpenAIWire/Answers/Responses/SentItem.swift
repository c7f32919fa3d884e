import NIOCore

/// An item of a stream's output that was begun and is not ended.
struct SentItem: Sendable {
  let index: Int
  /// The item as it was added, and where its fields stand in it.
  private let bytes: ByteBuffer
  private let item: OutputItem
  private(set) var parts: [SentPart] = []
  /// What was said of a call's arguments or input.
  private var arguments = ""

  /// - Parameter item: an item of `document`.
  init(index: Int, _ item: OutputItem, of document: AnswerDocument) {
    self.index = index
    bytes = ByteBuffer(bytes: document.slice(item.range).readableBytesView)
    self.item = item.moved(by: -item.range.lowerBound)
  }

  /// `id`, or in its place `call_id`, as JSON.
  var id: String { (item.id ?? item.callID).map { String(buffer: slice($0)) } ?? "\"\"" }

  /// Whether an event's `item_id`, or an item's `id`, as JSON, names this item.
  func isNamed(_ id: ByteBuffer) -> Bool {
    item.id.map { slice($0) == id } ?? false || item.callID.map { slice($0) == id } ?? false
  }

  /// Takes a part that an event adds.
  mutating func addPart(_ event: ResponsesEvent) {
    let kind: SentPart.Kind =
      switch (event.type, event.partType) {
      case (.summaryPartAdded, _): .summary
      case (_, .refusal): .refusal
      case (_, .reasoningText): .reasoning
      default: .text
      }
    let number = event.partNumber
    if let place = parts.firstIndex(where: { $0.number == number }) {
      // It brought text along.
      parts[place].isAdded = true
      parts[place].kind = kind
    } else {
      parts.append(SentPart(number: number, index: ResponsesPart.index(of: number), kind: kind, isAdded: true))
    }
  }

  mutating func endPart(_ number: Int, as json: String) {
    guard let place = parts.firstIndex(where: { $0.number == number }) else { return }
    parts[place].done = json
    // It holds the text.
    parts[place].text = ""
  }

  /// Takes a text that was sent.
  mutating func take(_ text: AnswerText) {
    switch text.field {
    case .content: take(text, .text)
    case .refusal: take(text, .refusal)
    case .reasoning: take(text, ResponsesPart.isSummary(text.part) ? .summary : .reasoning)
    case .toolArguments, .toolInput: arguments += text.text
    default: break
    }
  }

  private mutating func take(_ text: AnswerText, _ kind: SentPart.Kind) {
    if let place = parts.firstIndex(where: { $0.number == text.part }) {
      parts[place].text += text.text
    } else {
      parts.append(
        SentPart(number: text.part, index: ResponsesPart.index(of: text.part), kind: kind, text: text.text))
    }
  }

  /// The item as it ends when nothing more of it is sent.
  var broken: String {
    var edits = DocumentEdits()
    var missing = ""
    func set(_ key: String, _ range: Range<Int>?, _ json: String) {
      if let range { edits.replace(range, with: json) } else { missing += ",\"\(key)\":\(json)" }
    }
    let content = parts.filter { $0.kind != .summary }.sorted { $0.number < $1.number }
    let summary = parts.filter { $0.kind == .summary }.sorted { $0.number < $1.number }
    if !content.isEmpty { set("content", item.content, "[\(content.map(\.json).joined(separator: ","))]") }
    if !summary.isEmpty { set("summary", item.summary, "[\(summary.map(\.json).joined(separator: ","))]") }
    if !arguments.isEmpty {
      set(item.type == .customToolCall ? "input" : "arguments", item.arguments, ResponsesRendering.quoted(arguments))
    }
    if let status = item.status, let word = brokenStatus { edits.replace(status, with: "\"\(word)\"") }
    let end = bytes.readableBytes - 1
    if !missing.isEmpty { edits.replace(end..<end, with: missing) }
    guard let result = edits.applied(to: bytes, byteLimit: .max) else { preconditionFailure("longer than any") }
    return String(buffer: result)
  }

  /// The status of an item of this type that did not come to its end; nil where there is no such status.
  private var brokenStatus: String? {
    switch item.type {
    case .webSearchCall, .imageGenerationCall: "failed"
    case .applyPatchCall, .applyPatchCallOutput: nil
    default: "incomplete"
    }
  }

  private func slice(_ range: Range<Int>) -> ByteBuffer {
    bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
  }
}
