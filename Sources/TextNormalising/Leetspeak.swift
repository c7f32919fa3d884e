/// Digits and signs within words, read as the letters that they look like: `k1ll`, `p@ssw0rd`, `h4ck3r`.
///
/// A word counts when such a stand-in has letters before and after it, and reading it so gives a word: one that is
/// known, or a longer one with digits in small letters that reads like English. `mp3`, `h2o`, `covid19`, `i18n` and
/// hexadecimal numbers stay.
enum Leetspeak {
  /// Longer ones are no words.
  static let longest = 32

  /// The text with such words in letters; nil where there are none.
  static func undo(_ text: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    var index = 0
    while index < text.count {
      guard isPart(text[index]) else {
        index += 1
        continue
      }
      let start = index
      var isMixed = false
      while index < text.count, isPart(text[index]) {
        isMixed = isMixed || !TextBytes.isLetter(text[index])
        index += 1
      }
      guard isMixed, let core = core(of: start..<index, in: text), let word = word(text[core]) else { continue }
      let touches = touchesMore(start..<index, in: text)
      guard touches == .nothing || touches == .hyphen && KnownWords.contains(word) else { continue }
      output.append(contentsOf: text[copied..<core.lowerBound])
      output.append(contentsOf: word)
      copied = core.upperBound
    }
    guard copied > 0 else { return nil }
    output.append(contentsOf: text[copied...])
    return output
  }

  /// The letters of a word in disguise; nil when it is none.
  static func word(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard (3...longest).contains(bytes.count) else { return nil }
    var (letters, uppers, isSure, isHex) = (0, 0, true, true)
    for byte in bytes {
      if TextBytes.isLetter(byte) {
        letters += 1
        if TextBytes.isUpper(byte) { uppers += 1 }
      }
      // Signs stand between words of code, and these digits in names of things, more often than for letters.
      if byte < 0x30 || byte == 0x40 || byte == 0x32 || byte == 0x36 || byte == 0x39 { isSure = false }
      if TextBytes.hexValue(byte) == nil { isHex = false }
    }
    guard letters >= 2, isWithin(bytes) else { return nil }
    let word = read(bytes)
    if KnownWords.contains(word) { return word }
    guard bytes.count >= 5, letters * 2 >= bytes.count, uppers < 2, isSure, !isHex else { return nil }
    return LetterPairs.reads(word) ? word : nil
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    TextBytes.isLetter(byte) || TextBytes.isDigit(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "$")
      || byte == UInt8(ascii: "!")
  }

  /// A word without the marks behind it, the sign of money before it and a number behind it.
  private static func core(of range: Range<Int>, in text: [UInt8]) -> Range<Int>? {
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start, text[end - 1] == UInt8(ascii: "!") { end -= 1 }
    while start < end, text[start] == UInt8(ascii: "!") || text[start] == UInt8(ascii: "@") { start += 1 }
    var digits = end
    while digits > start, TextBytes.isDigit(text[digits - 1]) { digits -= 1 }
    if end - digits > 1 { end = digits }
    if start + 1 < end, TextBytes.isDigit(text[start]), TextBytes.isDigit(text[start + 1]) { return nil }
    return end - start >= 3 ? start..<end : nil
  }

  /// Whether a stand-in has a letter somewhere before and somewhere after it, with at most three in a row.
  private static func isWithin(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.firstIndex(where: TextBytes.isLetter),
      let last = bytes.lastIndex(where: TextBytes.isLetter)
    else { return false }
    var (found, inRow) = (false, 0)
    for byte in bytes[first...last] {
      inRow = TextBytes.isLetter(byte) ? 0 : inRow + 1
      if inRow > 3 { return false }
      found = found || inRow > 0
    }
    return found
  }

  private enum Neighbour { case nothing, hyphen, code }

  /// What a word is joined to: a longer token of code, an address or a number is no word in disguise.
  private static func touchesMore(_ range: Range<Int>, in text: [UInt8]) -> Neighbour {
    var found = Neighbour.nothing
    if range.lowerBound > 0 {
      switch text[range.lowerBound - 1] {
      case UInt8(ascii: "-"): found = .hyphen
      case let byte where isCode(byte) || byte == UInt8(ascii: ".") || byte >= 0x80: return .code
      default: break
      }
    }
    if range.upperBound < text.count {
      let isInner = range.upperBound + 1 < text.count && TextBytes.isWord(text[range.upperBound + 1])
      switch text[range.upperBound] {
      case UInt8(ascii: "-") where isInner: found = .hyphen
      case UInt8(ascii: ".") where isInner, UInt8(ascii: ":") where isInner: return .code
      case let byte where isCode(byte) || byte >= 0x80: return .code
      default: break
      }
    }
    return found
  }

  private static func isCode(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "="), UInt8(ascii: "#"),
      UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "^"),
      UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "`"):
      true
    default: false
    }
  }

  /// Each stand-in as its letter; one that can be two is the likelier beside its neighbours, known words first.
  private static func read(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var word = bytes.map { letter($0) }
    let doubtful = bytes.indices.filter { bytes[$0] == UInt8(ascii: "1") || bytes[$0] == UInt8(ascii: "!") }
    for index in doubtful {
      let place = index - bytes.startIndex
      let before = place > 0 ? LetterPairs.letter(word[place - 1]) : LetterPairs.border
      let after = place + 1 < word.count ? LetterPairs.letter(word[place + 1]) : LetterPairs.border
      func cost(_ byte: UInt8) -> Int {
        let letter = LetterPairs.letter(byte)
        return Int(LetterPairs.costs[before << 5 | letter]) + Int(LetterPairs.costs[letter << 5 | after])
      }
      word[place] = cost(UInt8(ascii: "l")) < cost(UInt8(ascii: "i")) ? UInt8(ascii: "l") : UInt8(ascii: "i")
    }
    if !doubtful.isEmpty, doubtful.count <= 3, !KnownWords.contains(word) {
      for choice in 0..<(1 << doubtful.count) {
        var other = word
        for (bit, index) in doubtful.enumerated() {
          other[index - bytes.startIndex] = choice >> bit & 1 == 0 ? UInt8(ascii: "i") : UInt8(ascii: "l")
        }
        if KnownWords.contains(other) { return other }
      }
    }
    return word
  }

  private static func letter(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
    case UInt8(ascii: "2"): UInt8(ascii: "z")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "6"), UInt8(ascii: "9"): UInt8(ascii: "g")
    case UInt8(ascii: "7"): UInt8(ascii: "t")
    case UInt8(ascii: "8"): UInt8(ascii: "b")
    default: byte
    }
  }
}
