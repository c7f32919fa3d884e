/// What a value of a policy file may be, as far as JSON Schema can say it.
indirect enum SchemaShape: Sendable {
  /// A single value, read as text: numbers and truths too.
  case text
  /// A name that other places refer to, or that is one.
  case identifier
  /// A text that matches a pattern.
  case matching(String)
  /// One of these words.
  case word([String])
  /// One of these words, or a list of them without repeats.
  case words([String])
  /// A list of these words.
  case wordList([String])
  /// A text, or a list of texts without repeats.
  case texts
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A number from 0 to 1.
  case probability
  case truth
  /// `true` alone.
  case yes
  /// Two values of a shape.
  case pair(SchemaShape)
  case list(SchemaShape, limit: Int)
  /// A mapping of the table.
  case object(String)
  /// A mapping whose keys are names of the operator's, at least so many.
  case named(keys: String, SchemaShape, least: Int = 0)
  case either([SchemaShape])

  /// The pattern of `ValueReader.isIdentifier`.
  static let identifierPattern = "^[a-z][a-z0-9_-]{0,63}$"
}
