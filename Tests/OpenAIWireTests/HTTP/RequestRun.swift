import NIOCore
import OpenAIWire

/// What an `HTTPRequestReader` gives out for some bytes that come in some pieces.
struct RequestRun: Equatable {
  var messages: [SeenMessage] = []
  /// Offset after each message's last byte.
  var ends: [Int] = []
  var keptAlive: [Bool] = []
  /// A head whose body has not come.
  var openHead: SeenMessage?
  var fault: HTTPFault?
  /// Most bytes that the reader held after it was asked for all it had.
  var mostPending = 0

  static let headLimit = 2048
  static let bodyLimit = 4096

  /// - Parameter cuts: ascending offsets at which the bytes are cut.
  init(_ bytes: [UInt8], cuts: [Int] = [], headLimit: Int = Self.headLimit, bodyLimit: Int = Self.bodyLimit) {
    var reader = HTTPRequestReader(headLimit: headLimit, bodyLimit: bodyLimit)
    var start = 0
    for cut in cuts + [bytes.count] {
      reader.append(ByteBuffer(bytes: bytes[start..<cut]))
      start = cut
      guard drain(&reader, appended: cut) else { return }
      mostPending = max(mostPending, reader.pendingBytes)
    }
  }

  init(_ text: String, cuts: [Int] = [], headLimit: Int = Self.headLimit, bodyLimit: Int = Self.bodyLimit) {
    self.init(Array(text.utf8), cuts: cuts, headLimit: headLimit, bodyLimit: bodyLimit)
  }

  /// Equal but for what depends on how the bytes came.
  func isSame(as other: RequestRun) -> Bool {
    messages == other.messages && ends == other.ends && keptAlive == other.keptAlive && openHead == other.openHead
      && fault == other.fault
  }

  /// Returns false after a fault.
  private mutating func drain(_ reader: inout HTTPRequestReader, appended: Int) -> Bool {
    while true {
      do {
        switch try reader.next() {
        case .needsMore: return true
        case .head(let head):
          openHead = Self.seen(head)
          keptAlive.append(head.isKeptAlive)
        case .body(let body):
          guard var message = openHead else { preconditionFailure("a body without a head") }
          message.body = Array(body.readableBytesView)
          messages.append(message)
          ends.append(appended - reader.pendingBytes)
          openHead = nil
        }
      } catch {
        fault = error
        return false
      }
    }
  }

  static func seen(_ head: HTTPRequestHead) -> SeenMessage {
    let bytes = head.fields.bytes
    let start = bytes.viewBytes(at: bytes.readerIndex, length: head.target.upperBound) ?? ByteBufferView()
    return SeenMessage(start: String(decoding: start, as: UTF8.self), fields: fields(head.fields))
  }

  static func fields(_ fields: HTTPFields) -> [SeenMessage.Field] {
    fields.fields.map { field in
      let start = fields.bytes.readerIndex + Int(field.nameStart)
      let name = fields.bytes.getString(at: start, length: Int(field.nameEnd - field.nameStart)) ?? ""
      return SeenMessage.Field(name: name, value: String(decoding: fields.value(of: field), as: UTF8.self))
    }
  }
}
