import OpenAIWire

/// Random answers.
extension ScriptedAnswer {
  /// What the random texts of answers are made of.
  struct Vocabulary {
    var words: [String]
    /// A word that comes once, in one part; nil for none.
    var plant: String?
    /// Whether the plant may come in two pieces.
    var splitsPlant = true

    /// Nothing that a judge or a redactor finds.
    static let harmless = Vocabulary(words: [
      "the ", "of ", "kill ", "process. ", "über ", "日本語。", "🙂 ", "it's ", "done!\n", "\"quoted\" ", "a\\b ", "x",
      "12 ",
    ])
    /// With what `HushRedactor` takes out, whole and in halves.
    static let hush = Vocabulary(
      words: harmless.words + ["hush ", "hu", "sh", "h", "345", "4111 ", "hushush", "0", "7. "])

    func planting(_ word: String?) -> Vocabulary {
      var vocabulary = self
      vocabulary.plant = word
      return vocabulary
    }
  }

  /// An answer that the dialect can give.
  ///
  /// - Parameter length: most pieces of one part.
  static func random(
    in dialect: Dialect, _ vocabulary: Vocabulary = .harmless, choices: Int? = nil, length: Int = 12,
    mixed: Bool? = nil, _ random: inout SplitMix
  ) -> ScriptedAnswer {
    let choiceCount =
      switch dialect {
      case .chatCompletions, .completions: choices ?? random.below(3) + 1
      default: 1
      }
    var answer = ScriptedAnswer(
      choices: (0..<choiceCount).map { _ in
        kinds(in: dialect, &random).map { part($0, vocabulary, length: length, dialect, &random) }
      })
    answer.isMixed = mixed ?? (random.below(3) == 0)
    answer.includesUsage = random.below(2) == 0
    answer.hasLogprobs = random.below(4) == 0
    answer.isEscaped = random.below(4) == 0
    if let plant = vocabulary.plant {
      let choice = random.below(choiceCount)
      answer.choices[choice][random.below(answer.choices[choice].count)].plant(
        plant, splits: vocabulary.splitsPlant, &random)
    }
    return answer
  }

  private static func kinds(in dialect: Dialect, _ random: inout SplitMix) -> [Kind] {
    let tools = Array(repeating: Kind.tool, count: random.below(4) == 0 ? random.below(2) + 1 : 0)
    switch dialect {
    case .completions: return [.content]
    case .anthropicMessages, .responses:
      let all: [Kind] = [.reasoning, .content, .content, .tool]
      return (0..<random.below(4) + 1).map { _ in all[random.below(all.count)] }
    default: return (random.below(2) == 0 ? [.reasoning] : []) + [.content] + tools
    }
  }

  private static func part(
    _ kind: Kind, _ vocabulary: Vocabulary, length: Int, _ dialect: Dialect, _ random: inout SplitMix
  ) -> Part {
    func word(_ random: inout SplitMix) -> String { vocabulary.words[random.below(vocabulary.words.count)] }
    guard kind == .tool else {
      return Part(
        kind: kind,
        pieces: (0..<random.below(length) + 1).map { _ in
          (0..<random.below(4) + 1).map { _ in word(&random) }.joined()
        })
    }
    let plain = ScriptedAnswer(choices: [])
    let members = (0..<random.below(4) + 1).map { index in
      let value: String
      switch random.below(4) {
      case 0: value = "\(random.below(999))"
      case 1: value = "[true,null]"
      default: value = plain.quoted((0..<random.below(5) + 1).map { _ in word(&random) }.joined())
      }
      return "\"k\(index)\":\(value)"
    }
    let arguments = "{" + members.joined(separator: ",") + "}"
    return Part(kind: .tool, pieces: random.pieces(of: arguments, atMost: 12))
  }
}

extension ScriptedAnswer.Part {
  /// Puts a word somewhere into the text.
  mutating func plant(_ word: String, splits: Bool, _ random: inout SplitMix) {
    if kind == .tool {
      // At the start of the object, whose end keeps it valid.
      let planted = "{\"plant\":\"\(word)\"," + text.dropFirst()
      pieces = splits ? random.pieces(of: planted, atMost: 9) : [planted]
      return
    }
    let at = random.below(pieces.count + 1)
    if splits, random.below(2) == 0 {
      let half = random.below(word.count - 1) + 1
      pieces.insert(contentsOf: [String(word.prefix(half)), word.dropFirst(half) + " "], at: at)
    } else {
      pieces.insert(word + " ", at: at)
    }
  }
}

extension SplitMix {
  /// A text in pieces of whole characters.
  mutating func pieces(of text: String, atMost count: Int) -> [String] {
    var pieces: [String] = []
    var rest = Array(text.unicodeScalars)[...]
    while !rest.isEmpty {
      let piece = rest.prefix(below(count) + 1)
      rest = rest.dropFirst(piece.count)
      pieces.append(String(String.UnicodeScalarView(piece)))
    }
    return pieces
  }

  /// Bytes in pieces, as they may come from a socket.
  mutating func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    // Some streams come in a few large pieces, some in many small ones.
    let most = [4, 80, 2000][below(3)]
    while !rest.isEmpty {
      let count = below(3) == 0 ? 1 : below(most) + 1
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return pieces
  }

  /// Runs merged into one, each in its own order, their beginnings in the order of the runs.
  mutating func merged<Element>(_ runs: [[Element]]) -> [Element] {
    var waiting = runs.filter { !$0.isEmpty }.map { $0[...] }[...]
    var begun: [ArraySlice<Element>] = []
    var merged: [Element] = []
    while !waiting.isEmpty || !begun.isEmpty {
      let index = below(begun.count + min(1, waiting.count))
      if index == begun.count { begun.append(waiting.removeFirst()) }
      merged.append(begun[index].removeFirst())
      if begun[index].isEmpty { begun.remove(at: index) }
    }
    return merged
  }
}
