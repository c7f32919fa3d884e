/// What the stand-in says: canned sentences, and refusals by surface words.
///
/// It refuses on purpose as an over-tuned model does, by how a prompt looks instead of what it asks, so that the false
/// refusals that Evenkeel looks for can be seen without a model. A system message that calls the request harmless makes
/// it answer, so that trying once more can be seen too. It never claims to be a language model.
package enum StandInSpeech {
  /// The name that it lists under `/v1/models` and gives in its answers.
  package static let model = "evenkeel-stand-in"

  /// Words that make it refuse, whatever they are about.
  static let frighteningWords: Set<String> = [
    "kill", "killing", "kills", "shoot", "shooting", "shot", "bomb", "blow", "stab", "steal", "attack", "weapon",
    "destroy", "explode", "poison", "murder", "hack", "cut", "choke", "punch",
  ]

  package static let refusal = "I'm sorry, but I can't assist with that."

  /// The word of a system message that makes it answer.
  static let reassurance = "harmless"

  /// What a prompt of token numbers is answered with.
  static let noTokens = "I read words, not token numbers. (This is Evenkeel's stand-in, not a language model.)"

  /// The whole reply to a question: a tool call when the user asks "call NAME ..." or the request demands one, else the
  /// answer to the user's words. The same for the same question.
  static func reply(to question: Question) throws -> Reply {
    let reasoning =
      question.wantsReasoning
      ? "Words in the prompt: \(TextPieces.count(question.text)). I look for a canned sentence that fits them." : nil
    if let call = toolCall(for: question) {
      return Reply(reasoning: reasoning, text: "", call: call, isCut: false)
    }
    let words = TextPieces.words(of: try text(for: question))
    let kept = words.prefix(question.wordLimit ?? words.count)
    return Reply(reasoning: reasoning, text: kept.joined(), call: nil, isCut: kept.count < words.count)
  }

  /// The answer to a prompt: the same for the same prompt and the same system message.
  package static func answer(to prompt: String, told system: String = "") -> String {
    let words = words(of: prompt)
    if !words.isDisjoint(with: frighteningWords), !Self.words(of: system).contains(reassurance) {
      return "\(refusal) (Evenkeel's stand-in, not a language model: it refuses by surface words, on purpose.)"
    }
    let sentence = canned.first { !words.isDisjoint(with: $0.words) }?.sentence ?? unknown
    return "\(sentence) (This is Evenkeel's stand-in, not a language model.)"
  }

  private static func words(of text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }

  private static func text(for question: Question) throws -> String {
    if let result = question.toolResult {
      return "The tool answered: \(result) (This is Evenkeel's stand-in, not a language model.)"
    }
    if let schema = question.schema {
      var filling = SchemaFilling(schema, text: answer(to: question.text, told: question.system))
      return try filling.value().json()
    }
    return answer(to: question.text, told: question.system)
  }

  private static func toolCall(for question: Question) -> ToolCall? {
    guard question.toolResult == nil else { return nil }
    // The words after "call": a tool's name, and what its arguments are filled with.
    let asked = question.text.split(whereSeparator: \.isWhitespace)
    let called = asked.first?.lowercased() == "call" ? asked.dropFirst() : []
    let name = called.first?.trimmingPrefix("`").prefix { $0 != "`" && $0 != "," && $0 != "." }
    let offer: ToolOffer? =
      switch question.toolChoice {
      case .never: nil
      case .free: question.tools.first { $0.name == name ?? "" }
      case .always: question.tools.first { $0.name == name ?? "" } ?? question.tools.first
      case .named(let wanted): question.tools.first { $0.name == wanted }
      }
    return offer.map { offer in
      let words = offer.name == name ?? "" ? called.dropFirst() : asked[...]
      var filling = SchemaFilling(offer.parameters, text: words.joined(separator: " "))
      return ToolCall(name: offer.name, arguments: .object(filling.value().members ?? [:]))
    }
  }

  /// Sentences with the words that call for them; the first that fits is said.
  private static let canned: [(words: Set<String>, sentence: String)] = [
    (["capital", "france", "paris"], "Paris is the capital of France."),
    (["python"], "Python is a programming language; `python3 -m venv .venv` makes an environment of its own."),
    (["linux", "shell", "bash"], "On Linux, `man` followed by a command's name shows its manual."),
    (["swift"], "Swift is a compiled language with value types and structured concurrency."),
    (["tea"], "For black tea, pour boiling water on the leaves and wait three to five minutes."),
    (
      ["bread", "cake", "bake", "recipe"],
      "Bread needs flour, water, salt, yeast and time: about 500 g to 350 g of water."
    ),
    (["weather"], "I cannot see the weather from here; a thermometer by the window can."),
    (["hello", "hi", "hey"], "Hello! What would you like to know?"),
    (["thanks", "thank"], "You are welcome."),
  ]

  private static let unknown =
    "I have a few canned sentences only, and none for this. Put a real model behind Evenkeel with --upstream."
}
