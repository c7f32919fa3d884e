import Foundation
import Testing

extension HTTPCall.Answer {
  /// The documents of a stream of events, without `[DONE]`; fails the test where an event has another form.
  func events() throws -> [[String: Any]] {
    #expect(type == "text/event-stream" && text.hasSuffix("\n\n"))
    return try text.components(separatedBy: "\n\n").dropLast().compactMap { event in
      let lines = event.split(separator: "\n")
      let data = try #require(lines.last?.dropFirst("data: ".count))
      guard data != "[DONE]" else { return nil }
      let document = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
      if lines.count == 2 { #expect(lines[0] == "event: \(document["type"] as? String ?? "")") }
      return document
    }
  }

  /// The documents of a stream of lines.
  func lines() throws -> [[String: Any]] {
    #expect(type == "application/x-ndjson" && text.hasSuffix("\n"))
    return try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}
