import OpenAIWire

/// What a model says, apart from any dialect: the parts of each choice, in the order in which they begin.
struct ScriptedAnswer: CustomStringConvertible {
  enum Kind: String {
    case reasoning, content
    /// Arguments of a called tool: JSON.
    case tool
  }

  /// One field of a choice, one content block or one output item, with the pieces in which it streams.
  struct Part {
    var kind: Kind
    var pieces: [String]

    var text: String { pieces.joined() }
  }

  var choices: [[Part]]
  /// Whether parts of one choice take turns.
  var isMixed = false
  /// Whether upstream reports its usage where a client has to ask for that.
  var includesUsage = false
  /// Whether the log probabilities of tokens stand beside them.
  var hasLogprobs = false
  /// Whether strings are written with needless escapes.
  var isEscaped = false

  var description: String {
    "\(choices.map { $0.map { "\($0.kind): \($0.pieces)" } }) mixed: \(isMixed), escaped: \(isEscaped)"
  }

  /// Whether any choice has a part of this kind.
  func has(_ kind: Kind) -> Bool { choices.contains { $0.contains { $0.kind == kind } } }

  /// A string as JSON.
  func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "a", "u", "é", "ü", "日", "🙂":
        guard isEscaped else { fallthrough }
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
