/// How the documents of a stream stand on the wire.
enum StreamForm: Sendable {
  /// Server-sent events without names, ended by `[DONE]`.
  case events
  /// Server-sent events that are named for the `type` of their document.
  case namedEvents
  /// A document a line.
  case lines

  var contentType: String {
    switch self {
    case .events, .namedEvents: "text/event-stream"
    case .lines: "application/x-ndjson"
    }
  }

  func frame(_ document: JSONValue) throws -> String {
    let json = try document.json()
    return switch self {
    case .events: "data: \(json)\n\n"
    case .namedEvents: "event: \(document["type"].text ?? "message")\ndata: \(json)\n\n"
    case .lines: "\(json)\n"
    }
  }

  /// What follows the last document; empty for none.
  var ending: String {
    switch self {
    case .events: "data: [DONE]\n\n"
    case .namedEvents, .lines: ""
    }
  }
}
