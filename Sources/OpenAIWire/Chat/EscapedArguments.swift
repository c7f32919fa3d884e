import NIOCore

/// Arguments of a tool call: JSON inside a JSON string, which may hide words behind escapes of its own.
enum EscapedArguments {
  /// The words of arguments that hold `\u` escapes, as a reader of their JSON sees them.
  ///
  /// Nil when they hold none (the raw text shows the words) or are no JSON (nobody can decode them).
  static func decodedWords(of arguments: String) -> String? {
    guard holdsUnicodeEscape(arguments) else { return nil }
    var words: [UInt8] = []
    do {
      try JSONDocument.read(ByteBuffer(string: arguments), mode: .lenient, limits: JSONLimits()) { cursor in
        try cursor.gatherWords(.everything, into: &words)
      }
    } catch {
      // Gathered up to the fault: a tolerant reader may have gone as far.
      return words.isEmpty ? nil : String(decoding: words, as: UTF8.self)
    }
    return String(decoding: words, as: UTF8.self)
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
