/// Writes random conditions and rules for prompts, in policy words.
struct RandomConditions {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A condition as a flow mapping.
  mutating func condition(depth: Int = 3) -> String {
    let kind = Int.random(in: 0..<(depth > 0 ? 16 : 12), using: &generator)
    switch kind {
    case 0: return "{ harm: { \(bounds()) } }"
    case 1: return "{ attack: { \(bounds()) } }"
    case 2: return "{ category: \(list(["hate", "cyber", "privacy"])), \(bounds()) }"
    case 3: return "{ pii: \(list(["email", "credit_card", "iban"])) }"
    case 4: return "{ any_phrase: \(list(["\"kill -9\"", "bomb", "\"say \\\"hi\\\"\"", "'C:\\temp'"])) }"
    case 5: return "{ phrase_list: \(list(["animals", "tools"])) }"
    case 6: return "{ expression: \(list(["'\\bb[o0]mb\\b'", "\"(?i)rust|swift\""])) }"
    case 7: return "{ language: \(list(["de", "en", "fr"])) }"
    case 8:
      return "{ length: { \(["at_least: 20", "below: 40", "between: [10, 60]"].randomElement(using: &generator)!) } }"
    case 9: return "{ role: \(list(["user", "tool"])) }"
    case 10: return "{ app: \(list(["web", "\"dev*\"", "cli"])) }"
    case 11: return "{ model: \(list(["\"llama-*\"", "phi"])) }"
    case 12: return "{ all: [\(several(depth))] }"
    case 13: return "{ any: [\(several(depth))] }"
    case 14: return "{ not: \(condition(depth: depth - 1)) }"
    default: return "{ harm: { \(bounds()) }, pii: [email], not: \(condition(depth: depth - 1)) }"
    }
  }

  private mutating func several(_ depth: Int) -> String {
    let count = Int.random(in: 1...3, using: &generator)
    return (0..<count).map { _ in condition(depth: depth - 1) }.joined(separator: ", ")
  }

  mutating func bounds() -> String {
    let scores = ["0.1", "0.25", "0.5", "0.75", "0.00001", "1"]
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return "at_least: \(scores.randomElement(using: &generator)!)"
    case 1: return "below: \(scores.randomElement(using: &generator)!)"
    default: return ["between: [0.2, 0.6]", "between: [0.5, 1]", "between: [0, 0.3]"].randomElement(using: &generator)!
    }
  }

  private mutating func list(_ words: [String]) -> String {
    let chosen = words.filter { _ in Bool.random(using: &generator) }
    return "[\((chosen.isEmpty ? [words[0]] : chosen).joined(separator: ", "))]"
  }
}
