/// How texts are cut for streams, and counted.
enum TextPieces {
  /// The text cut before each blank, so that the pieces joined are the text.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text {
      if character == " ", !word.isEmpty {
        words.append(word)
        word = ""
      }
      word.append(character)
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// The text in pieces of `size` characters.
  static func equal(_ text: String, size: Int = 8) -> [String] {
    var rest = text[...]
    var pieces: [String] = []
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return pieces
  }

  /// Words parted by white space, the stand-in's tokens.
  static func count(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
}
