import Foundation
import OpenAIWire

/// Reads an answer as a client of its dialect does, with another JSON reader than the proxy's.
struct DialectClient {
  private(set) var reading = ClientReading()
  private var reader: any PayloadReading
  private let framing: StreamFraming

  init(_ dialect: Dialect) {
    framing = dialect.framing
    reader =
      switch dialect {
      case .chatCompletions: ChoicesReading(isChat: true)
      case .completions: ChoicesReading(isChat: false)
      case .responses: ResponsesReading()
      case .anthropicMessages: AnthropicReading()
      case .ollamaChat: OllamaReading()
      case .embeddings, .moderations: preconditionFailure("no client reads \(dialect)")
      }
  }

  static func reading(stream: String, _ dialect: Dialect) -> ClientReading {
    var client = DialectClient(dialect)
    client.read(stream)
    return client.reading
  }

  static func reading(whole: String, _ dialect: Dialect) -> ClientReading {
    var client = DialectClient(dialect)
    guard let payload = object(whole) else {
      client.reading.fault("no JSON: \(whole)")
      return client.reading
    }
    client.reading.begin(payload)
    client.reader.take(whole: payload, &client.reading)
    client.reading.isComplete = true
    return client.reading
  }

  /// Takes whole events.
  mutating func read(_ stream: String) {
    for event in Self.events(stream, framing) { read(event: event) }
  }

  /// Takes one event, as `events` cut it.
  mutating func read(event: String) {
    reading.beginEvent()
    var name: String?
    var data: [Substring] = []
    switch framing {
    case .jsonLines: data = [event[...]]
    case .serverSentEvents:
      for line in event.split(separator: "\n") {
        if line.hasPrefix("data: ") { data.append(line.dropFirst(6)) }
        if line.hasPrefix("event: ") { name = String(line.dropFirst(7)) }
      }
    }
    let text = data.joined(separator: "\n")
    if text == "[DONE]" {
      if reading.isComplete { reading.fault("two ends") }
      reading.isComplete = true
      return
    }
    guard let payload = Self.object(text) else { return reading.fault("no JSON: \(text)") }
    reading.begin(payload)
    reader.take(payload, name: name, &reading)
  }

  /// The events of a stream, without what divides them.
  static func events(_ stream: String, _ framing: StreamFraming) -> [String] {
    switch framing {
    case .jsonLines: stream.split(separator: "\n").map(String.init)
    case .serverSentEvents: stream.components(separatedBy: "\n\n").filter { !$0.isEmpty }
    }
  }

  private static func object(_ json: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any]
  }
}

/// Understands one dialect's documents.
protocol PayloadReading {
  mutating func take(_ payload: [String: Any], name: String?, _ reading: inout ClientReading)
  mutating func take(whole payload: [String: Any], _ reading: inout ClientReading)
}

/// What documents hold, each with the type that it must have.
extension [String: Any] {
  func object(_ key: String) -> [String: Any]? { self[key] as? [String: Any] }
  func objects(_ key: String) -> [[String: Any]] { self[key] as? [[String: Any]] ?? [] }
  func string(_ key: String) -> String? { self[key] as? String }
  func int(_ key: String) -> Int? { self[key] as? Int }
}
