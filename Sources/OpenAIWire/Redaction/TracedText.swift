/// The words of a value as one text, and, where the reading is traced, which strings of the document they are.
struct TracedText {
  var text: String
  /// In the text's order, without overlap. What lies between two of them (a line feed) stands in no string. Empty
  /// when the reading is not traced.
  var pieces: [TextPiece] = []

  static let empty = TracedText(text: "")
}
