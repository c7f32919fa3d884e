/// The words of a value as they are gathered (`JSONCursor.gatherWords`), each after a line feed.
struct GatheredWords {
  var bytes: [UInt8] = []
  /// Which strings of the document they are, where the reading is traced.
  var pieces: [TextPiece] = []

  var text: TracedText { TracedText(text: String(decoding: bytes, as: UTF8.self), pieces: pieces) }
}
