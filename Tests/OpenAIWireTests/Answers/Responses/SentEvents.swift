import Foundation
import NIOCore
import OpenAIWire
import Testing

/// The events of a stream as a client of `/v1/responses` reads them.
struct SentEvents {
  let objects: [[String: Any]]

  /// Fails where an event's name is not its type.
  init(_ stream: ByteBuffer) throws {
    var parser = EventStreamParser()
    parser.append(stream)
    var objects: [[String: Any]] = []
    while let event = try parser.next() {
      let data = Data(event.data.readableBytesView)
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let lines = String(buffer: event.raw).split(separator: "\n")
      #expect(lines.first.map(String.init) == (object["type"] as? String).map { "event: \($0)" })
      objects.append(object)
    }
    #expect(parser.pendingBytes == 0)
    self.objects = objects
  }

  var types: [String] { objects.compactMap { $0["type"] as? String } }
  var numbers: [Int] { objects.compactMap { $0["sequence_number"] as? Int } }
  /// The response of the last event.
  var last: [String: Any] { objects.last?["response"] as? [String: Any] ?? [:] }

  /// What the deltas of text said, by item and part.
  var deltas: [String: String] {
    var result: [String: String] = [:]
    for event in objects where event["type"] as? String == "response.output_text.delta" {
      let place = "\(event["item_id"] ?? "") \(event["content_index"] ?? "")"
      result[place, default: ""] += event["delta"] as? String ?? ""
    }
    return result
  }

  /// Checks that what was opened is closed, in order and once, and that the last event says what was said.
  ///
  /// - Parameter released: what was said, by item and part; the message is added to it.
  func check(message: String, released: [String: String]) throws {
    var open: [Int: String] = [:]
    var parts: Set<String> = []
    var ended: [Int: String] = [:]
    for event in objects {
      let item = event["item"] as? [String: Any]
      let part = "\(event["output_index"] ?? "") \(event["content_index"] ?? "") \(event["summary_index"] ?? "")"
      switch event["type"] as? String {
      case "response.output_item.added":
        let index = try #require(event["output_index"] as? Int)
        #expect(open.updateValue(item?["id"] as? String ?? "", forKey: index) == nil)
      case "response.output_item.done":
        let index = try #require(event["output_index"] as? Int)
        #expect(open.removeValue(forKey: index) == item?["id"] as? String)
        #expect(ended.updateValue(item?["id"] as? String ?? "", forKey: index) == nil)
      case "response.content_part.added", "response.reasoning_summary_part.added":
        #expect(parts.insert(part).inserted)
      case "response.content_part.done", "response.reasoning_summary_part.done":
        #expect(parts.remove(part) != nil)
      default: break
      }
    }
    #expect(open.isEmpty)
    // The reasoning's text is ended by its item alone in the stream of the tests.
    #expect(parts.allSatisfy { $0.hasPrefix("0 0") })
    #expect(types.last == "response.incomplete" && types.filter { $0 == "response.incomplete" }.count == 1)
    #expect(last["status"] as? String == "incomplete" && last["error"] is NSNull)
    #expect((last["incomplete_details"] as? [String: String]) == ["reason": "content_filter"])
    let output = try #require(last["output"] as? [[String: Any]])
    #expect(output.map { $0["id"] as? String ?? "" } == ended.sorted { $0.key < $1.key }.map(\.value))
    var said: [String: String] = [:]
    for item in output where item["type"] as? String == "message" {
      for (index, part) in (item["content"] as? [[String: Any]] ?? []).enumerated() {
        if let text = part["text"] as? String, !text.isEmpty { said["\(item["id"] ?? "") \(index)"] = text }
      }
    }
    var expected = released
    expected["\(output.last?["id"] ?? "") 0"] = message
    #expect(said == expected)
  }
}
