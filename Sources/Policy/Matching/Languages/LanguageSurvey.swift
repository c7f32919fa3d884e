/// What a pass over a text counts: letters by script, and what words and letters say for each language.
struct LanguageSurvey {
  /// Letters of each script, by `Script.rawValue`.
  private var letters = SIMD32<UInt16>()
  private var latin = LatinScores.Points()
  /// Points of words that were seen in capitals, which count when the text is in capitals.
  private var capital = LatinScores.Points()
  private var alphabet = AlphabetMarkers.Points()
  /// Words of Latin script in clean tokens, and those of them in capitals.
  private var (words, capitalWords) = (0, 0)
  /// Words of a single letter.
  private var letterWords = 0
  /// Tokens with digits or signs between letters, and tokens of signs that code has.
  private var noise = 0
  private var token = Token()
  private var word = Word()

  /// A stretch without white space.
  private struct Token {
    var points = LatinScores.Points()
    var capital = LatinScores.Points()
    var (words, capitalWords) = (0, 0)
    var (hasLetters, isNoise, hasSign, isInterrupted) = (false, false, false, false)
  }

  /// Letters without anything between.
  private struct Word {
    var hash = LatinScores.start
    /// The last three letters, the last one lowest.
    var ending = SIMD4<UInt32>()
    var (length, capitals) = (0, 0)
    var script = Script.none
    var points = LatinScores.Points()
  }

  /// Reads the beginning of a text in UTF-8.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ scores: LatinScores) {
    var index = 0
    var left = LanguageGuess.scalars
    while index < bytes.count, left > 0 {
      left -= 1
      let lead = unsafe bytes[index]
      if lead < 0x80 {
        index += 1
        readASCII(lead, scores)
        continue
      }
      let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      guard index + length <= bytes.count else { break }
      var scalar = UInt32(lead) & (0x7F >> UInt32(length))
      for offset in 1..<length { scalar = scalar << 6 | UInt32(unsafe bytes[index + offset]) & 0x3F }
      index += length
      readOther(scalar, scores)
    }
    endToken(scores)
  }

  @inline(__always)
  private mutating func readASCII(_ byte: UInt8, _ scores: LatinScores) {
    if byte.isLetter {
      add(UInt32(byte | 0x20), .latin, isCapital: byte.isUpper)
    } else if byte == 0x20 || byte &- 9 < 5 {
      endToken(scores)
    } else {
      interrupt(with: UInt32(byte), scores)
    }
  }

  private mutating func readOther(_ scalar: UInt32, _ scores: LatinScores) {
    let script = Script.of(scalar)
    switch script {
    case .none:
      if scalar == 0xBF || scalar == 0xA1, let points = scores.points(ofLetter: scalar) { latin &+= points }
      // Spaces, dashes and quotation marks of all sorts part words; marks on letters do not.
      if scalar < 0xC0 || (0x2000...0x206F).contains(scalar) || (0x3000...0x303F).contains(scalar) {
        let isJoining = scalar == 0x2019 || scalar == 0xAD || (0x200B...0x200D).contains(scalar)
        isJoining ? endWord(scores) : endToken(scores)
      }
    case .latin:
      let folded = LatinScores.folded(scalar)
      add(folded, .latin, isCapital: folded != scalar)
      if let points = scores.points(ofLetter: folded) { word.points &+= points }
    default:
      add(AlphabetMarkers.folded(scalar), script, isCapital: false)
      alphabet &+= AlphabetMarkers.points(ofLetter: scalar, script)
    }
  }

  @inline(__always)
  private mutating func add(_ letter: UInt32, _ script: Script, isCapital: Bool) {
    letters[script.rawValue] &+= 1
    if token.isInterrupted { token.isNoise = true }
    token.hasLetters = true
    word.hash = LatinScores.hash(word.hash, letter)
    word.ending = [letter, word.ending[0], word.ending[1], 0]
    word.length += 1
    word.capitals += isCapital ? 1 : 0
    word.script = script
  }

  /// A digit or a sign: apostrophes and hyphens part words, others within a token make it noise.
  private mutating func interrupt(with byte: UInt32, _ scores: LatinScores) {
    switch UInt8(truncatingIfNeeded: byte) {
    case UInt8(ascii: "-") where !token.hasLetters:
      // `-y` is an option.
      token.isInterrupted = true
    case UInt8(ascii: "'"), UInt8(ascii: "-"): endWord(scores)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      if token.hasLetters { token.isNoise = true }
      token.isInterrupted = true
      endWord(scores)
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"),
      UInt8(ascii: "+"), UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "/"):
      token.hasSign = true
      token.isInterrupted = token.isInterrupted || token.hasLetters
      endWord(scores)
    default:
      token.isInterrupted = token.isInterrupted || token.hasLetters
      endWord(scores)
    }
  }

  private mutating func endWord(_ scores: LatinScores) {
    guard word.length > 0 else { return }
    if word.script == .latin {
      var points = word.points
      if let known = scores.points(of: word.hash) {
        points &+= known
      } else if word.length > 3 {
        let hash = LatinScores.endingHash(word.ending[2], word.ending[1], word.ending[0])
        if let known = scores.points(of: hash) { points &+= known }
      }
      token.words += 1
      letterWords += word.length == 1 ? 1 : 0
      if word.capitals > 1, word.capitals == word.length {
        token.capitalWords += 1
        token.capital &+= points
      } else {
        token.points &+= points
      }
    } else if word.script == .cyrillic || word.script == .arabic || word.script == .devanagari {
      let ending = word.length > 3 ? (word.ending[1], word.ending[0]) : (0, 0)
      alphabet &+= AlphabetMarkers.points(ofWord: word.hash, ending: ending)
    }
    word = Word()
  }

  private mutating func endToken(_ scores: LatinScores) {
    endWord(scores)
    if token.isNoise || token.hasSign && !token.hasLetters {
      noise += 1
    } else if token.words > 0 {
      latin &+= token.points
      capital &+= token.capital
      words += token.words
      capitalWords += token.capitalWords
    }
    token = Token()
  }

  /// The language that the counts speak for.
  var language: String? {
    let script = mainScript
    switch script {
    case .latin: return latinLanguage
    case .cyrillic, .arabic, .devanagari: return markedLanguage(of: script)
    case .greek: return "el"
    case .hebrew: return "he"
    case .bengali: return "bn"
    case .tamil: return "ta"
    case .telugu: return "te"
    case .thai: return "th"
    case .georgian: return "ka"
    case .armenian: return "hy"
    case .hangul: return "ko"
    case .kana: return "ja"
    case .han: return "zh"
    case .other, .none: return nil
    }
  }

  private func count(_ script: Script) -> Int { Int(letters[script.rawValue]) }

  /// The script that most of the text is in; `none` when there is too little of any.
  ///
  /// Latin letters weigh less than others, since names and code are in them in all languages.
  private var mainScript: Script {
    let asian = count(.han) + count(.kana) + count(.hangul)
    var best = Script.latin
    var most = count(.latin) * 2
    for script in Script.allCases where script != .latin && script != .none {
      let weight = script == .han || script == .kana || script == .hangul ? 5 : 3
      let count = weight == 5 ? asian : count(script)
      let weighted = count >= (weight == 5 ? 2 : 4) ? count * weight : 0
      if weighted > most { (best, most) = (script, weighted) }
    }
    guard best == .han || best == .kana || best == .hangul else { return most >= 6 ? best : .none }
    if count(.hangul) * 2 > asian { return .hangul }
    // Japanese writes every sentence with some kana, Chinese none.
    return count(.kana) * 10 >= asian ? .kana : .han
  }

  private func markedLanguage(of script: Script) -> String? {
    var best = 0
    for index in 1..<4 where alphabet[index] > alphabet[best] { best = index }
    var second: Int32 = 0
    for index in 0..<4 where index != best { second = max(second, alphabet[index]) }
    guard best != AlphabetMarkers.others, alphabet[best] >= 3, alphabet[best] > second else { return nil }
    return AlphabetMarkers.codes(of: script)[best]
  }

  /// Points that the best language needs, and by how many hundredths it must be ahead of the second.
  private static let leastPoints: UInt16 = 20
  private static let leastLead = 2
  /// Points that the best language needs for each word, so that a few short words do not decide about a language that
  /// is not known.
  private static let leastPointsOfWord = 4

  private var latinLanguage: String? {
    guard words >= 2, noise * 2 < words, letterWords * 2 <= words else { return nil }
    let points = capitalWords * 2 > words ? latin &+ capital : latin
    var best = 0
    for index in 1..<LatinWords.byLanguage.count where points[index] > points[best] { best = index }
    var second: UInt16 = 0
    for index in 0..<LatinWords.byLanguage.count where index != best { second = max(second, points[index]) }
    guard points[best] >= Self.leastPoints, Int(points[best]) >= words * Self.leastPointsOfWord else { return nil }
    let lead = Int(points[best]) - Int(second)
    guard lead > 0, lead * 100 >= Int(points[best]) * Self.leastLead else { return nil }
    return LatinWords.byLanguage[best].code
  }
}
