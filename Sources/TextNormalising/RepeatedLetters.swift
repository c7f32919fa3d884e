/// Letters repeated three times or more within a word: `kiiiill`, `boooomb`.
///
/// Each such run is written once or twice, whichever makes a known word, and else as English doubles that letter.
enum RepeatedLetters {
  /// Letters of the longest word that is looked at after squeezing, and most repeated runs in one.
  static let longest = 32
  static let mostRuns = 2
  /// Repeats that no slip of a finger makes: with fewer only known words are squeezed.
  static let leastUnknown = 4

  /// The text with such words squeezed; nil where there are none.
  static func squeeze(_ text: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    var index = 0
    while index < text.count {
      guard TextBytes.isLetter(text[index]) else {
        index += 1
        continue
      }
      let start = index
      var (inRow, most) = (0, 0)
      while index < text.count, TextBytes.isLetter(text[index]) {
        let isSame = index > start && text[index] | 0x20 == text[index - 1] | 0x20
        inRow = isSame ? inRow + 1 : 1
        most = max(most, inRow)
        index += 1
      }
      guard most >= 3, let word = squeeze(word: text[start..<index]) else { continue }
      output.append(contentsOf: text[copied..<start])
      output.append(contentsOf: word)
      copied = index
    }
    guard copied > 0 else { return nil }
    output.append(contentsOf: text[copied...])
    return output
  }

  /// nil for a word that squeezing leaves without sense: fewer than three letters, or nothing that reads like English.
  private static func squeeze(word: ArraySlice<UInt8>) -> [UInt8]? {
    var letters: [UInt8] = []
    var counts: [Int] = []
    for byte in word {
      if let last = letters.last, last | 0x20 == byte | 0x20 {
        counts[counts.count - 1] += 1
      } else {
        guard letters.count < longest else { return nil }
        letters.append(byte)
        counts.append(1)
      }
    }
    let runs = counts.indices.filter { counts[$0] >= 3 }
    guard letters.count >= 3, runs.count <= mostRuns else { return nil }
    for choice in 0..<(1 << runs.count) {
      var twice: Set<Int> = []
      for (bit, run) in runs.enumerated() where choice >> bit & 1 == 1 { twice.insert(run) }
      let word = spell(letters) { counts[$0] >= 3 ? (twice.contains($0) ? 2 : 1) : counts[$0] }
      if KnownWords.contains(word) { return word }
    }
    guard counts.contains(where: { $0 >= leastUnknown }) else { return nil }
    let usual = spell(letters) { index in
      guard counts[index] >= 3 else { return counts[index] }
      let letter = LetterPairs.letter(letters[index])
      return Int(LetterPairs.costs[letter << 5 | letter]) <= LetterPairs.readable ? 2 : 1
    }
    return LetterPairs.reads(usual) ? usual : nil
  }

  private static func spell(_ letters: [UInt8], _ times: (Int) -> Int) -> [UInt8] {
    letters.indices.flatMap { Array(repeating: letters[$0], count: times($0)) }
  }
}
