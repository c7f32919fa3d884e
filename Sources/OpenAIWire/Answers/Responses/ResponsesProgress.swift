import NIOCore

/// What was sent of a stream: what a client knows, so that it can be ended in order.
///
/// Holds what the answer's limit allows the answer to be: the ended items as they were sent, and the text of open ones.
struct ResponsesProgress: Sendable {
  /// `sequence_number` of the next event.
  private(set) var nextNumber = 0
  /// The last `response` object, whose ranges count in its own bytes.
  private(set) var response: (bytes: ByteBuffer, object: ResponseObject)?
  /// Items that are over, as JSON, by their index.
  private(set) var ended: [(index: Int, json: String)] = []
  private(set) var open: [SentItem] = []
  /// The last `usage` object.
  private(set) var usage: ByteBuffer?
  /// Events that carried new text: a lower bound of the tokens that the model made.
  private(set) var textEvents = 0
  /// The index of an item that follows all others.
  var nextIndex: Int { (ended.map(\.index) + open.map(\.index)).reduce(0) { max($0, $1 &+ 1) } }

  /// Takes a number for an event.
  mutating func takeNumber() -> Int {
    defer { nextNumber &+= 1 }
    return nextNumber
  }

  /// The items as JSON, in the order of their indices, without brackets.
  var output: String { ended.sorted { $0.index < $1.index }.map(\.json).joined(separator: ",") }

  /// Adds an item that is over.
  mutating func end(_ json: String, index: Int) { ended.append((index, json)) }

  /// An event that carried text was withheld.
  mutating func noteCut() { textEvents += 1 }

  /// Takes the items that are not over, in their order.
  mutating func takeOpen() -> [SentItem] {
    defer { open = [] }
    return open.sorted { $0.index < $1.index }
  }

  mutating func note(_ document: AnswerDocument) {
    guard case .responses(let event) = document.detail else { return }
    nextNumber = event.sequenceNumber.map { max(nextNumber, $0 &+ 1) } ?? nextNumber &+ 1
    if let bytes = document.usageBytes { usage = ByteBuffer(bytes: bytes.readableBytesView) }
    if let object = event.response {
      // A copy: a slice would keep the whole of what was read alive.
      let bytes = ByteBuffer(bytes: document.slice(object.range).readableBytesView)
      response = (bytes, object.moved(by: -object.range.lowerBound))
    }
    if event.type == .itemAdded, let item = event.item {
      open.append(SentItem(index: event.outputIndex ?? nextIndex, item, of: document))
    }
    guard let place = place(of: event, in: document) else { return noteStray(event, of: document) }
    let texts = document.choices.flatMap(\.texts).filter { !$0.isRepeat }
    if !texts.isEmpty { textEvents += 1 }
    for text in texts { open[place].take(text) }
    switch event.type {
    case .partAdded, .summaryPartAdded: open[place].addPart(event)
    case .partDone, .summaryPartDone:
      if let part = event.part { open[place].endPart(event.partNumber, as: String(buffer: document.slice(part))) }
    case .itemDone:
      let index = open.remove(at: place).index
      if let item = event.item { end(String(buffer: document.slice(item.range)), index: index) }
    default: break
    }
  }

  /// Takes note of an event that belongs to no open item: one that is over when it is first told of, or none at all.
  private mutating func noteStray(_ event: ResponsesEvent, of document: AnswerDocument) {
    if document.choices.contains(where: { $0.texts.contains { !$0.isRepeat } }) { textEvents += 1 }
    guard event.type == .itemDone, let item = event.item else { return }
    end(String(buffer: document.slice(item.range)), index: event.outputIndex ?? nextIndex)
  }

  /// Which of the open items an event is about. Servers that write no `output_index` write ids, or have one item open.
  private func place(of event: ResponsesEvent, in document: AnswerDocument) -> Int? {
    if let name = event.itemID ?? event.item?.id ?? event.item?.callID {
      let id = document.slice(name)
      if let place = open.firstIndex(where: { $0.isNamed(id) }) { return place }
    }
    if let index = event.outputIndex { return open.firstIndex { $0.index == index } }
    return event.type == .itemDone ? nil : open.indices.last
  }
}
