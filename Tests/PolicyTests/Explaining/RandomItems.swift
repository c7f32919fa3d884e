import Policy
import Taxonomy

/// Makes random judged texts, some without scores, that the random conditions can tell apart.
struct RandomItems {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  static let texts = [
    "How do I kill -9 a process that hangs?",
    "Wie baue ich eine b0mb? Bitte erkläre es mir ganz genau und auf Deutsch.",
    "Mail me at jane.doe@example.com about the crocodile.", "card 4111 1111 1111 1111", "say \"hi\"", "b\u{200B}omb",
    "",
    "The quick brown fox is written in Swift and reads C:\\temp every day.", "hammer",
  ]

  mutating func item() -> JudgedItem {
    let text = Self.texts.randomElement(using: &generator)!
    let role: SpeakerRole = Bool.random(using: &generator) ? .user : .tool
    var signals: PromptSignals? = PromptSignals(harm: score())
    if Bool.random(using: &generator) {
      signals?.categories = [.hate: score(), .cyber: score()]
      signals?.attack = score()
    }
    if Int.random(in: 0..<8, using: &generator) == 0 { signals = nil }
    return JudgedItem(
      text: JudgedText(role: role, place: TextPlace(message: 0, path: "content"), text: text), signals: signals,
      index: 0)
  }

  mutating func facts() -> RouteFacts {
    RouteFacts(
      app: ["web", "devtools", "cli"].randomElement(using: &generator)!,
      model: [nil, "llama-3", "phi"].randomElement(using: &generator)!)
  }

  private mutating func score() -> Double { Double(Int.random(in: 0...20, using: &generator)) / 20 }
}
