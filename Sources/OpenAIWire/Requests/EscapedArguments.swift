import NIOCore

/// Arguments of a tool call: JSON inside a JSON string, which may hide words behind escapes of its own.
enum EscapedArguments {
  /// The words of arguments that hold `\u` escapes, as a reader of their JSON sees them.
  ///
  /// Nil when they hold none (the raw text shows the words) or are no JSON (nobody can decode them).
  ///
  /// - Parameter isTraced: whether the words are to come with where they stand in the arguments' own bytes.
  static func decodedWords(of arguments: String, isTraced: Bool) -> TracedText? {
    guard holdsUnicodeEscape(arguments) else { return nil }
    var words = GatheredWords()
    do {
      try JSONDocument.read(
        ByteBuffer(string: arguments), mode: .lenient, limits: JSONLimits(), isTraced: isTraced
      ) { cursor in
        try cursor.gatherWords(.everything, into: &words)
      }
    } catch {
      // Gathered up to the fault: a tolerant reader may have gone as far.
      return words.bytes.isEmpty ? nil : words.text
    }
    return words.text
  }

  private static func holdsUnicodeEscape(_ text: String) -> Bool {
    var followsBackslash = false
    for byte in text.utf8 {
      if followsBackslash, byte == UInt8(ascii: "u") { return true }
      followsBackslash = byte == UInt8(ascii: "\\")
    }
    return false
  }
}
