/// Which strings of a value count as words when all of them are gathered (`JSONCursor.gatherWords`).
enum WordFilter {
  /// Every string and every key.
  case everything
  /// Every string and key but JSON Schema's own vocabulary: its keywords as keys, its type names under `type`.
  case schema
  /// Every string and key that is no plain identifier: for options whose values are names and constants.
  case exceptIdentifiers
  /// Every string and key but the names of fields that items of OpenAI's `/v1/responses` have (`ItemKeyword`), and their
  /// constants.
  case items
}
