/// The name of an app, key, model or header value, or all names that begin alike: `llama-3*`.
struct NamePattern: Sendable, Hashable, CustomStringConvertible {
  /// Without the `*`.
  let start: String
  /// Whether the name may go on.
  let isPrefix: Bool

  /// `*` counts at the end only.
  init(_ text: String) {
    isPrefix = text.hasSuffix("*")
    start = isPrefix ? String(text.dropLast()) : text
  }

  var description: String { isPrefix ? start + "*" : start }

  /// Byte by byte, so upper and lower case differ, and so do two ways to write one letter.
  func matches(_ name: String) -> Bool {
    isPrefix ? name.utf8.starts(with: start.utf8) : name.utf8.elementsEqual(start.utf8)
  }

  /// Whether some name is matched by both.
  func overlaps(_ other: NamePattern) -> Bool {
    if !isPrefix { return other.matches(start) }
    if !other.isPrefix { return matches(other.start) }
    return start.utf8.starts(with: other.start.utf8) || other.start.utf8.starts(with: start.utf8)
  }

  /// Whether every name that it matches is matched by the other.
  func isWithin(_ other: NamePattern) -> Bool {
    isPrefix ? other.isPrefix && start.utf8.starts(with: other.start.utf8) : other.matches(start)
  }
}
