/// Where one text of a conversation stands in the body.
enum TextSource {
  /// In these strings of the body, and line feeds between them.
  case strings([TextPiece])
  /// In one string of the body, which holds the arguments of a tool call: JSON of its own.
  case arguments([TextPiece])
  /// In strings of another text, whose JSON it is the reading of: the text's index in the conversation, and pieces
  /// whose tokens count in that text's bytes.
  case reading(of: Int, [TextPiece])
}
