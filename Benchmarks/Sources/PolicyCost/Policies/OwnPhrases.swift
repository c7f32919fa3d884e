/// Phrases that no prose holds: each ends with a word of another list, or with one that no language has.
struct OwnPhrases {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Lists of so many different phrases of two to four words.
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

  /// Those of a list that no other phrase is a part of: they end with a word that no language has.
  static func alone(_ list: [String]) -> [String] {
    list.filter { phrase in !Words.subject.contains { phrase.hasSuffix(" " + $0) } }
  }

  private mutating func phrase() -> String {
    var words = (0..<Int.random(in: 1...3, using: &generator)).map { _ in Words.plain.one(using: &generator) }
    let isInvented = Bool.random(using: &generator)
    words.append(isInvented ? Words.invented(using: &generator) : Words.subject.one(using: &generator))
    return words.joined(separator: " ")
  }
}
