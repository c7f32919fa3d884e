/// Words in rot13 or written backwards: the stretch of words that reads much more like English when undone.
///
/// Reading better by letter pairs alone is what noise can do, too: undone, the words must be known ones that they are
/// not as they stand.
enum TransposedLetters {
  /// Letters that known words must have.
  static let leastKnownLetters = 7

  static func find(in text: [UInt8], _ survey: TextSurvey, _ found: inout Decodings) {
    if survey.rot13.gain >= TextSurvey.leastRot13Gain {
      let range = survey.rot13.range
      let moved = text[range].map(rot13)
      if reads(moved, instead: text[range]) { found.add(range, moved, .rot13) }
    }
    if survey.backwards.gain >= TextSurvey.leastBackwardsGain {
      let range = survey.backwards.range
      let turned = turned(text[range])
      if reads(turned, instead: text[range]) { found.add(range, turned, .reversed) }
    }
  }

  private static func reads(_ undone: [UInt8], instead text: ArraySlice<UInt8>) -> Bool {
    let (before, after) = (KnownWords.count(in: text), KnownWords.count(in: undone))
    return after.known >= 2 && after.knownLetters >= leastKnownLetters && after.known * 5 >= after.words * 2
      && after.known >= before.known * 2 + 1
  }

  private static func rot13(_ byte: UInt8) -> UInt8 {
    guard TextBytes.isLetter(byte) else { return byte }
    let first = byte & 0x20 | 0x41
    return first + (byte - first + 13) % 26
  }

  /// The text backwards, as a whole or each word for itself, as its words are better in order.
  private static func turned(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let whole = backwards(text)
    var words: [UInt8] = []
    words.reserveCapacity(text.count)
    var start = text.startIndex
    for index in text.indices where !TextBytes.isWord(text[index]) && text[index] != UInt8(ascii: "'") {
      words.append(contentsOf: backwards(text[start..<index]))
      words.append(text[index])
      start = index + 1
    }
    words.append(contentsOf: backwards(text[start...]))
    return order(of: words) > order(of: whole) ? words : whole
  }

  /// By scalars, so that what comes out is UTF-8 again.
  private static func backwards(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(where: { $0 >= 0x80 }) else { return text.reversed() }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: String(decoding: text, as: UTF8.self).unicodeScalars.reversed())
    return Array(String(view).utf8)
  }

  /// How far words stand in the order of English: articles and the like stand before others and end no sentence.
  private static func order(of text: [UInt8]) -> Int {
    let words = text.split { !TextBytes.isLetter($0) }.map { String(decoding: $0, as: UTF8.self).lowercased() }
    var score = 0
    if let first = words.first, openers.contains(first) { score += 2 }
    if let last = words.last, leaders.contains(last) { score -= 2 }
    if let last = words.last, openers.contains(last) { score -= 2 }
    for (one, next) in zip(words, words.dropFirst()) {
      if pairs.contains("\(one) \(next)") { score += 1 }
      if pairs.contains("\(next) \(one)") { score -= 1 }
    }
    return score
  }

  private static let openers: Set<String> = [
    "how", "what", "write", "give", "tell", "can", "please", "explain", "describe", "who", "where", "why", "is",
  ]
  private static let leaders: Set<String> = [
    "a", "an", "the", "to", "of", "my", "your", "for", "in", "with", "from", "i",
  ]
  private static let pairs: Set<String> = [
    "how to", "how do", "how can", "do i", "can i", "can you", "tell me", "give me", "in the", "of the", "to the",
    "to make", "to build", "to get", "to a", "what is", "is the", "for a", "with a", "make a", "build a", "write a",
    "for the", "from the", "on the", "me how", "of a", "is a",
  ]
}
