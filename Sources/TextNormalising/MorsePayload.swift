/// International Morse code (ITU-R M.1677-1) in full stops and hyphens, letters and digits only.
enum MorsePayload {
  /// Letters of a code.
  static let least = 4
  /// Letters of a code whose words need not be known, but must read like English.
  static let leastUnknown = 12

  static func find(in text: [UInt8], _ found: inout Decodings) {
    var index = 0
    while index < text.count {
      guard isMark(text[index]), index == 0 || TextBytes.isSpace(text[index - 1]) else {
        index += 1
        continue
      }
      let (letters, end) = letters(from: index, in: text)
      let marks = letters.lazy.filter(TextBytes.isLetter).count
      let isLong = marks >= leastUnknown && LetterPairs.reads(letters)
      if marks >= least, isLong || KnownWords.count(in: letters).knownLetters * 2 >= marks {
        found.add(index..<end, letters, .morse)
      }
      index = max(end, index + 1)
    }
  }

  /// What the marks stand for, and where they end; a slash, or three spaces, ends a word.
  private static func letters(from start: Int, in text: [UInt8]) -> (letters: [UInt8], end: Int) {
    var letters: [UInt8] = []
    var (index, end) = (start, start)
    while index < text.count {
      var code = 1
      var next = index
      while next < text.count, isMark(text[next]), code < 64 {
        code = code << 1 | (text[next] == UInt8(ascii: "-") ? 1 : 0)
        next += 1
      }
      guard next > index, next == text.count || TextBytes.isSpace(text[next]) || text[next] == UInt8(ascii: "/"),
        let letter = Self.letters[code]
      else { break }
      letters.append(letter)
      end = next
      index = next
      var (spaces, slashes) = (0, 0)
      while index < text.count, index - end < 4 {
        if text[index] == UInt8(ascii: "/") {
          slashes += 1
        } else if TextBytes.isSpace(text[index]) {
          spaces += 1
        } else {
          break
        }
        index += 1
      }
      if index < text.count, isMark(text[index]), slashes == 1 || slashes == 0 && spaces > 2 { letters.append(0x20) }
      if slashes > 1 || slashes + spaces == 0 { break }
    }
    if letters.last == 0x20 { letters.removeLast() }
    return (letters, end)
  }

  private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") }

  /// By the marks as bits, a hyphen being 1, behind a leading 1.
  private static let letters: [Int: UInt8] = {
    let codes = """
      .- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..
      """
    var letters: [Int: UInt8] = [:]
    for (place, code) in codes.split(separator: " ").enumerated() {
      letters[code.utf8.reduce(1) { $0 << 1 | ($1 == UInt8(ascii: "-") ? 1 : 0) }] = UInt8(ascii: "a") + UInt8(place)
    }
    let digits = "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
    for (place, code) in digits.split(separator: " ").enumerated() {
      letters[code.utf8.reduce(1) { $0 << 1 | ($1 == UInt8(ascii: "-") ? 1 : 0) }] = UInt8(ascii: "0") + UInt8(place)
    }
    return letters
  }()
}
