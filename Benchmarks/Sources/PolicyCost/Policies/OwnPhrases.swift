/// Phrases that no prose holds: each has a word of another list, or one that no language has.
struct OwnPhrases {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Lists of so many different phrases of two to five words.
  mutating func lists(_ count: Int, of phrases: Int) -> [[String]] {
    var seen = Set<String>()
    return (0..<count).map { _ in
      var list: [String] = []
      while list.count < phrases {
        let phrase = phrase()
        if seen.insert(phrase).inserted { list.append(phrase) }
      }
      return list
    }
  }

  private mutating func phrase() -> String {
    var words = (0..<Int.random(in: 1...3, using: &generator)).map { _ in Words.plain.one(using: &generator) }
    words.append(Words.subject.one(using: &generator))
    if Bool.random(using: &generator) { words.append(Words.invented(using: &generator)) }
    return words.joined(separator: " ")
  }
}
