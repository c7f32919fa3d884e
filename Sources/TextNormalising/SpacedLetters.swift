/// Letters set apart by the same separator each: `b o m b`, `b.o.m.b`, `b - o - m - b`, also one a line.
///
/// A wider gap of white space ends a word. Letters without any are cut into known words (`h o w t o`). Digits and signs
/// among the letters may stand for letters. Lists (`a b c d`), initials and notation stay, since they make no words.
enum SpacedLetters {
  /// Letters that make a disguise.
  static let least = 4
  /// Bytes of the widest gap between words.
  static let longestGap = 8
  /// Letters that are looked at in one piece.
  static let most = 256

  /// The text with such letters joined; nil where there are none.
  static func join(_ text: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    var index = 0
    while index + 2 < text.count {
      guard isElement(text[index]), index == 0 || !isJoined(text[index - 1]), let unit = unit(after: index, text) else {
        index += 1
        continue
      }
      let (letters, end) = collect(from: index, apartBy: unit, in: text)
      if letters.count >= least, let words = words(letters) {
        output.append(contentsOf: text[copied..<index])
        output.append(contentsOf: words)
        copied = end
        index = end
      } else {
        // The last letter may be the first of others with another separator: `a b.o.m.b`.
        index = max(end - 1, index + 1)
      }
    }
    guard copied > 0 else { return nil }
    output.append(contentsOf: text[copied...])
    return output
  }

  /// Letters, and 0x20 where a wider gap was; and where they end in the text.
  private static func collect(
    from start: Int, apartBy unit: ArraySlice<UInt8>, in text: [UInt8]
  ) -> (letters: [UInt8], end: Int) {
    var letters = [text[start]]
    var end = start + 1
    while letters.count < most {
      var next = end
      if text[next...].starts(with: unit) { next += unit.count }
      let isWide = next == end || next < text.count && TextBytes.isSpace(text[next])
      while isWide, next < text.count, TextBytes.isSpace(text[next]), next - end < longestGap { next += 1 }
      guard next > end, next < text.count, isElement(text[next]), next + 1 == text.count || !isJoined(text[next + 1])
      else { break }
      if isWide { letters.append(0x20) }
      letters.append(text[next])
      end = next + 1
    }
    return (letters, end)
  }

  /// What stands between a letter and the next: one to three bytes of white space and separators.
  private static func unit(after index: Int, _ text: [UInt8]) -> ArraySlice<UInt8>? {
    var end = index + 1
    while end < text.count, end - index < 4, isSeparator(text[end]) { end += 1 }
    guard end > index + 1, end < text.count, isElement(text[end]) else { return nil }
    return text[(index + 1)..<end]
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"),
      UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: "~"), UInt8(ascii: "+"),
      UInt8(ascii: "\n"):
      true
    default: false
    }
  }

  private static func isElement(_ byte: UInt8) -> Bool {
    TextBytes.isLetter(byte) || TextBytes.isDigit(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "$")
  }

  /// Whether a byte beside a letter makes it part of a longer word.
  private static func isJoined(_ byte: UInt8) -> Bool { TextBytes.isWord(byte) || byte == UInt8(ascii: "'") }

  /// The words that letters make; nil when they do not read as any.
  private static func words(_ letters: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var (all, inWords) = (0, 0)
    for part in letters.split(separator: 0x20) {
      if !output.isEmpty { output.append(0x20) }
      all += part.count
      let plain = part.allSatisfy(TextBytes.isLetter) ? Array(part) : (Leetspeak.word(part) ?? Array(part))
      if KnownWords.contains(plain) {
        inWords += part.count
        output.append(contentsOf: plain)
      } else if let cut = cut(plain) {
        inWords += part.count
        output.append(contentsOf: cut)
      } else {
        if part.count >= 5, plain.allSatisfy(TextBytes.isLetter), LetterPairs.reads(plain, limit: 22) {
          inWords += part.count
        }
        output.append(contentsOf: plain)
      }
    }
    return all >= least && inWords * 2 > all ? output : nil
  }

  /// Letters cut into known words with as few as possible; nil unless they cover three letters of four, in words of
  /// more than two letters on average.
  private static func cut(_ letters: [UInt8]) -> [UInt8]? {
    guard letters.count > 4, letters.allSatisfy(TextBytes.isLetter) else { return nil }
    // Costs of the best way up to each place, and the length of its last word: a known one costs 2, a letter 3.
    var costs = [0] + [Int](repeating: .max, count: letters.count)
    var lengths = [Int](repeating: 1, count: letters.count + 1)
    for end in 1...letters.count {
      costs[end] = costs[end - 1] + 3
      for length in 1...min(KnownWords.longest, end) where costs[end - length] + 2 < costs[end] {
        if KnownWords.contains(letters[(end - length)..<end]) {
          costs[end] = costs[end - length] + 2
          lengths[end] = length
        }
      }
    }
    var words: [ArraySlice<UInt8>] = []
    var end = letters.count
    while end > 0 {
      words.append(letters[(end - lengths[end])..<end])
      end -= lengths[end]
    }
    words.reverse()
    let known = words.filter { $0.count > 1 }.reduce(0) { $0 + $1.count }
    guard known * 4 >= letters.count * 3, letters.count >= words.count * 5 / 2 else { return nil }
    var output: [UInt8] = []
    var wasLoose = true
    for word in words {
      // Letters outside any word stay together.
      let isLoose = word.count == 1 && word.first != UInt8(ascii: "a") && word.first != UInt8(ascii: "i")
      if !output.isEmpty, !(isLoose && wasLoose) { output.append(0x20) }
      output.append(contentsOf: word)
      wasLoose = isLoose
    }
    return output
  }
}
