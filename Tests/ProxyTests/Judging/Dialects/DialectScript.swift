import OpenAIWire

/// One event of an upstream's stream.
struct ScriptedEvent {
  var name: String?
  var payload: String
}

/// Writes an upstream's answers in one dialect, streamed with all the events that it has, and whole.
///
/// Names, ids and counts are constants: `ScriptedNames`.
protocol DialectScript {
  /// Where a client finds each part (`ClientReading.texts`), by choice.
  func places(of answer: ScriptedAnswer) -> [[String]]

  /// Events before all others.
  func opening(of answer: ScriptedAnswer) -> [ScriptedEvent]
  /// The events of one choice that say something: a run for each part, or for each item that parts are grouped in.
  func runs(of answer: ScriptedAnswer, choice: Int) -> [[ScriptedEvent]]
  /// Events that begin and end one choice.
  func frame(of answer: ScriptedAnswer, choice: Int) -> (start: [ScriptedEvent], end: [ScriptedEvent])
  /// Events after all others.
  func ending(of answer: ScriptedAnswer) -> [ScriptedEvent]
  /// The whole answer.
  func whole(_ answer: ScriptedAnswer) -> String
}

/// What names an upstream's answer.
enum ScriptedNames {
  static let id = "up-1"
  static let model = "m"
  static let fingerprint = "fp_1"
  /// A field that no dialect knows, written as no renderer would.
  static let unknown = "\"x_unknown\":1.50"
  static let promptTokens = 31
  static let answerTokens = 47
}

extension Dialect {
  /// Dialects whose answers are judged.
  static let judged = allCases.filter(\.generatesText)

  var script: any DialectScript {
    switch self {
    case .chatCompletions: ChatScript()
    case .completions: CompletionsScript()
    case .responses: ResponsesScript()
    case .anthropicMessages: AnthropicScript()
    case .ollamaChat: OllamaScript()
    case .embeddings, .moderations: preconditionFailure("nobody writes answers in \(self)")
    }
  }

  /// How the answer ends when nothing is wrong with it.
  var usualEnding: String {
    switch self {
    case .anthropicMessages: "end_turn"
    case .responses: "completed"
    default: "stop"
    }
  }

  /// How it ends when it is withheld.
  var withheldEnding: String { self == .anthropicMessages ? "refusal" : "content_filter" }

  /// The events of a streamed answer, as upstream writes each.
  func events(_ answer: ScriptedAnswer, _ random: inout SplitMix) -> [String] {
    let script = script
    let choices = answer.choices.indices.map { choice in
      let frame = script.frame(of: answer, choice: choice)
      let runs = script.runs(of: answer, choice: choice)
      return frame.start + (answer.isMixed ? random.merged(runs) : runs.flatMap { $0 }) + frame.end
    }
    let events = script.opening(of: answer) + random.merged(choices) + script.ending(of: answer)
    return events.enumerated().map { render($1.numbered($0)) }
  }

  /// A streamed answer as upstream sends it.
  func stream(_ answer: ScriptedAnswer, _ random: inout SplitMix) -> [UInt8] {
    Array(events(answer, &random).joined().utf8)
  }

  func whole(_ answer: ScriptedAnswer) -> [UInt8] { Array(script.whole(answer).utf8) }

  /// An event as it is sent.
  func render(_ event: ScriptedEvent) -> String {
    switch framing {
    case .jsonLines: event.payload + "\n"
    case .serverSentEvents: (event.name.map { "event: \($0)\n" } ?? "") + "data: \(event.payload)\n\n"
    }
  }

  /// The texts of an answer as a client finds them.
  func texts(_ answer: ScriptedAnswer) -> [String: String] {
    let places = zip(script.places(of: answer), answer.choices).flatMap { zip($0, $1.map(\.text)) }
    return Dictionary(places) { $0 + $1 }.filter { !$0.value.isEmpty }
  }
}

extension ScriptedEvent {
  static let unnumbered = "\"sequence_number\":0"

  /// With its place in the stream, where the dialect counts events.
  fileprivate func numbered(_ number: Int) -> ScriptedEvent {
    ScriptedEvent(name: name, payload: payload.replacing(Self.unnumbered, with: "\"sequence_number\":\(number)"))
  }
}
