import NIOCore
import OpenAIWire

/// What an `HTTPResponseReader` gives out for some bytes that come in some pieces.
struct ResponseRun: Equatable {
  var messages: [SeenMessage] = []
  /// Bytes that had come when each message ended: with every byte alone, the message's end.
  var ends: [Int] = []
  var keptAlive: [Bool] = []
  /// The message that has not ended.
  var open: SeenMessage?
  var fault: HTTPFault?
  /// Whether the connection's end came after the bytes and ended a message rightly; nil when it was not told.
  var endedByClose: Bool?

  init(_ bytes: [UInt8], cuts: [Int] = [], answersHead: Bool = false, closes: Bool = false) {
    var reader = HTTPResponseReader(headLimit: RequestRun.headLimit)
    reader.answersHead = answersHead
    var start = 0
    for cut in cuts + [bytes.count] {
      reader.append(ByteBuffer(bytes: bytes[start..<cut]))
      start = cut
      guard drain(&reader, appended: cut) else { return }
    }
    guard closes else { return }
    do {
      if case .end = try reader.closed() { endMessage(at: bytes.count) }
      endedByClose = true
    } catch {
      endedByClose = false
      fault = error
    }
  }

  init(_ text: String, cuts: [Int] = [], answersHead: Bool = false, closes: Bool = false) {
    self.init(Array(text.utf8), cuts: cuts, answersHead: answersHead, closes: closes)
  }

  private mutating func endMessage(at offset: Int) {
    guard let message = open else { preconditionFailure("an end without a head") }
    messages.append(message)
    ends.append(offset)
    open = nil
  }

  /// Returns false after a fault.
  private mutating func drain(_ reader: inout HTTPResponseReader, appended: Int) -> Bool {
    while true {
      do {
        switch try reader.next() {
        case .needsMore: return true
        case .head(let head):
          open = SeenMessage(start: String(head.status), fields: RequestRun.fields(head.fields))
          keptAlive.append(head.isKeptAlive)
        case .body(let piece):
          precondition(piece.readableBytes > 0, "an empty piece of a body")
          open?.body += piece.readableBytesView
        case .end: endMessage(at: appended)
        }
      } catch {
        fault = error
        return false
      }
    }
  }
}
