/// Makes somebody's text safe to stand within a guard model's prompt: it cannot end its section, nor begin another one.
///
/// A server puts texts into the model's template as they are and reads the whole for tokens, so `<|eot_id|>` within a
/// message is the same token as the template's own. So a space is put behind every `<` and `[` that could begin a
/// control token, and lines that look like the template's own (`Agent:`, `---`) are quoted with `> `. Nothing is taken
/// out. The model still reads whatever the text says: a text may try to persuade it, but not pose as its template.
package enum GuardText {
  /// The text with what could pass for a part of a template broken up. Does nothing to its own result.
  package static func neutralised(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isLineEnd(scalar) {
        append(line, to: &out)
        out.append(scalar)
        line = String.UnicodeScalarView()
      } else {
        line.append(scalar)
      }
    }
    append(line, to: &out)
    return String(out)
  }

  /// What begins a line of a template, in lower case: speakers and questions of the four formats.
  private static let speakers: Set<String> = [
    "user", "agent", "human", "human user", "assistant", "ai", "ai assistant", "system", "model", "tool",
    "human question", "chatbot response", "answer", "answers", "harmful request", "response refusal",
    "harmful response", "task",
  ]
  private static let openings = [
    "our safety principle", "does the human question", "does the chatbot response", "provide your safety assessment",
    "you are a policy expert", "you are a classifier",
  ]
  /// No line of a template is longer up to where it can be told.
  private static let openingLimit = 40

  private static func append(_ line: String.UnicodeScalarView, to out: inout String.UnicodeScalarView) {
    if isTemplateLine(line) { out.append(contentsOf: "> ".unicodeScalars) }
    var before: Unicode.Scalar?
    for scalar in line {
      if let before, opens(before, before: scalar) { out.append(" ") }
      out.append(scalar)
      before = scalar
    }
  }

  private static func opens(_ scalar: Unicode.Scalar, before next: Unicode.Scalar) -> Bool {
    switch scalar {
    // The full-width and small forms are read as `<` by a tokenizer that normalises.
    case "<", "\u{FF1C}", "\u{FE64}":
      switch next {
      case "|", "/", "!", "\u{FF5C}", "\u{FF0F}", "0"..."9", "a"..."z", "A"..."Z", "\u{FF21}"..."\u{FF5A}": true
      default: false
      }
    case "[", "\u{FF3B}":
      switch next {
      case "/", "@", "\u{FF0F}", "A"..."Z", "\u{FF21}"..."\u{FF3A}": true
      default: false
      }
    default: false
    }
  }

  private static func isTemplateLine(_ line: String.UnicodeScalarView) -> Bool {
    let start = line.drop { $0.properties.isWhitespace || isInvisible($0) }
    guard let first = start.first else { return false }
    if first == "-" || first == "=" {
      let rest = start.drop { $0 == first }
      return start.count - rest.count >= 3 && rest.allSatisfy { $0.properties.isWhitespace || isInvisible($0) }
    }
    // Emphasis around a name is a disguise that a model reads over.
    var text = ""
    for scalar in start.prefix(openingLimit * 2) where scalar != "*" && scalar != "_" && scalar != "#" {
      if isInvisible(scalar) { continue }
      text.unicodeScalars.append(scalar)
      if text.unicodeScalars.count == openingLimit { break }
    }
    text = text.lowercased()
    if let colon = text.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }) {
      let name = text.unicodeScalars[..<colon].split { $0.properties.isWhitespace }.map { String($0) }
      if speakers.contains(name.joined(separator: " ")) { return true }
    }
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
    return openings.contains { words.hasPrefix($0) }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
