/// How much each word and letter speaks for each language of Latin script.
struct LatinScores: Sendable {
  /// Points by language, in the order of `LatinWords.byLanguage`.
  typealias Points = SIMD32<UInt16>

  static let shared = LatinScores()

  private var words = WordTable<Points>(bits: 14)
  /// Points of the letters U+0080 to U+024F, then U+1EA0 to U+1EFF; 0 says nothing.
  private var letterPlaces = [UInt8](repeating: 0, count: 0x1D0 + 0x60)
  private var letterPoints: [Points] = [Points()]

  /// What a word of one language says: less, the more languages have it.
  private static let wordPoints: [UInt16] = [0, 24, 18, 14, 12, 10, 9, 8, 7]
  private static let letterPointsOfOne: UInt16 = 12
  /// What an ending of one language says.
  private static let endingPoints: [UInt16] = [0, 10, 7, 5, 4, 3]

  private init() {
    var wordLanguages: [String: [Int]] = [:]
    for (language, entry) in LatinWords.byLanguage.enumerated() {
      for word in Set(entry.words.split(whereSeparator: \.isWhitespace)) {
        wordLanguages[String(word), default: []].append(language)
      }
    }
    var endingLanguages: [String: [Int]] = [:]
    for entry in LatinEndings.byLanguage {
      for ending in Set(entry.endings.split(whereSeparator: \.isWhitespace)) {
        endingLanguages[String(ending), default: []].append(Self.index(of: entry.code))
      }
    }
    for (word, languages) in wordLanguages {
      add(word.unicodeScalars.reduce(Self.start) { Self.hash($0, Self.folded($1.value)) }, languages, Self.wordPoints)
    }
    for (ending, languages) in endingLanguages {
      let letters = ending.unicodeScalars.map { Self.folded($0.value) }
      add(Self.endingHash(letters[0], letters[1], letters[2]), languages, Self.endingPoints)
    }
    addLetters()
  }

  private static func index(of code: String) -> Int {
    guard let index = LatinWords.byLanguage.firstIndex(where: { $0.code == code }) else {
      preconditionFailure("no words for `\(code)`")
    }
    return index
  }

  private mutating func add(_ hash: UInt64, _ languages: [Int], _ scale: [UInt16]) {
    var points = Points()
    for language in languages { points[language] = scale[min(languages.count, scale.count - 1)] }
    words.insert(points, for: hash)
  }

  private mutating func addLetters() {
    var letters: [UInt32: Points] = [:]
    for entry in LatinLetters.byLetters {
      let languages = entry.codes.split(separator: " ").map { Self.index(of: String($0)) }
      for letter in entry.letters.unicodeScalars {
        for language in languages {
          letters[Self.folded(letter.value), default: Points()][language] +=
            Self.letterPointsOfOne / UInt16(Set(languages).count)
        }
      }
    }
    for scalar in 0x1EA0...0x1EF9 as ClosedRange<UInt32> {
      letters[scalar, default: Points()][Self.index(of: "vi")] = Self.letterPointsOfOne
    }
    for (letter, points) in letters {
      letterPlaces[Self.letterIndex(letter)] = UInt8(letterPoints.count)
      letterPoints.append(points)
    }
  }

  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of a word with one more letter (FNV-1a over folded scalars).
  @inline(__always)
  static func hash(_ hash: UInt64, _ letter: UInt32) -> UInt64 { (hash ^ UInt64(letter)) &* 0x100_0000_01B3 }

  /// The hash of a word's last three letters, apart from those of words.
  @inline(__always)
  static func endingHash(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
    1 << 63 | UInt64(first) << 42 | UInt64(second) << 21 | UInt64(third)
  }

  /// What the word or the ending with this hash says; nil when it is in no list.
  @inline(__always)
  func points(of hash: UInt64) -> Points? { words[hash] }

  /// What a folded letter beyond ASCII says; nil for nothing.
  @inline(__always)
  func points(ofLetter letter: UInt32) -> Points? {
    let place = letterPlaces[Self.letterIndex(letter)]
    return place == 0 ? nil : letterPoints[Int(place)]
  }

  private static func letterIndex(_ letter: UInt32) -> Int {
    switch letter {
    case 0x80..<0x250: Int(letter - 0x80)
    case 0x1EA0..<0x1F00: Int(letter - 0x1EA0) + 0x1D0
    default: 0
    }
  }

  /// The small form of a letter of Latin script.
  @inline(__always)
  static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE: scalar + 0x20
    case 0x130: 0x69
    case 0x1A0, 0x1AF: scalar + 1
    case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1 ? scalar + 1 : scalar
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177, 0x218...0x21B, 0x1EA0...0x1EF9: scalar | 1
    default: scalar
    }
  }
}
