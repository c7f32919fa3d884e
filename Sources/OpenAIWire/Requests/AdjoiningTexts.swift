import Taxonomy

/// The texts of the parts of one content, which a model sees one after the other.
struct AdjoiningTexts {
  private var texts: [(path: String, words: TracedText)] = []

  mutating func take(_ words: TracedText, path: @autoclosure () -> String) {
    if !words.text.isEmpty { texts.append((path(), words)) }
  }

  /// One text stands for itself; several are judged as the model sees them: together.
  ///
  /// - Parameter path: of the content, which several have as their place.
  func add(
    to builder: inout ConversationBuilder, role: SpeakerRole, message: Int?, path: @autoclosure () -> String
  ) throws(ModelRequestFault) {
    if texts.count == 1 {
      return try builder.add(texts[0].words, role: role, message: message, path: texts[0].path)
    }
    try builder.add(joined(by: "\n"), role: role, message: message, path: path())
    if splitsWord { try builder.add(joined(by: ""), role: role, message: message, path: path()) }
  }

  private func joined(by separator: String) -> TracedText {
    var result = TracedText.empty
    result.text.reserveCapacity(texts.reduce(0) { $0 + $1.words.text.utf8.count + separator.utf8.count })
    for entry in texts { result.append(entry.words, after: separator) }
    return result
  }

  /// Whether letters or digits meet at a border of two texts; everything outside ASCII is taken for a letter.
  private var splitsWord: Bool {
    zip(texts, texts.dropFirst()).contains { before, after in
      guard let last = before.words.text.utf8.last, let first = after.words.text.utf8.first else { return false }
      return Self.isWordByte(last) && Self.isWordByte(first)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...0xFF:
      true
    default: false
    }
  }
}
