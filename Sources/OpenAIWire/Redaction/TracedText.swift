/// The words of a value as one text, and, where the reading is traced, which strings of the document they are.
struct TracedText {
  var text: String
  /// In the text's order, without overlap. What lies between two of them (a line feed) stands in no string. Empty
  /// when the reading is not traced.
  var pieces: [TextPiece] = []

  static let empty = TracedText(text: "")

  /// Adds more words behind these, with a separator between them that stands in no string.
  mutating func append(_ words: TracedText, after separator: String) {
    if !text.isEmpty { text += separator }
    let offset = text.utf8.count
    text += words.text
    for var piece in words.pieces {
      piece.offset += offset
      pieces.append(piece)
    }
  }
}
