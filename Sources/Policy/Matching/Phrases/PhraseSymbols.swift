/// How phrases and texts are spelled for the automaton: folded UTF-8, one blank for a run of white space, and a mark
/// wherever a word begins or ends.
///
/// With the marks spelled out, that a phrase is found at borders of words only is part of what the automaton matches.
enum PhraseSymbols {
  /// Stands between a letter, digit or mark and anything else; a byte that UTF-8 never has.
  static let border: UInt8 = 0xFF
  static let blank = UInt8(ascii: " ")

  /// A phrase as the automaton is to find it; empty where the phrase is blank.
  static func spelled(_ phrase: String, _ traits: ScalarTraits) -> [UInt8] {
    var symbols: [UInt8] = []
    var isWord = false
    var isAfterSpace = false
    for scalar in phrase.unicodeScalars {
      let entry = traits.entry(scalar.value)
      if entry & ScalarTraits.whiteSpace != 0 {
        isAfterSpace = true
        continue
      }
      if isAfterSpace, !symbols.isEmpty {
        if isWord { symbols.append(border) }
        isWord = false
        symbols.append(blank)
      }
      isAfterSpace = false
      let startsOrEnds = (entry & ScalarTraits.phraseWord != 0) != isWord
      if startsOrEnds {
        symbols.append(border)
        isWord.toggle()
      }
      UTF8Scalar.encode(ScalarTraits.fold(scalar.value, entry)) { symbols.append($0) }
    }
    if isWord { symbols.append(border) }
    return symbols
  }
}
