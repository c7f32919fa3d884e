package import Policy

/// Reads what a guard model answers. Strict: only the whole form of a `safe` is one. What begins as `unsafe` is that,
/// however it goes on, and everything else is `failed`.
package enum GuardAnswer {
  /// - Parameters:
  ///   - text: the content of the model's message.
  ///   - isOfAnswer: whether it was asked about an answer, rather than about a prompt.
  package static func verdict(_ format: GuardModel.Format, _ text: String, isOfAnswer: Bool) -> GuardVerdict {
    // Longer than any proper one: no token limit was kept.
    guard text.utf8.count <= byteLimit else { return .failed }
    switch format {
    case .llamaGuard3, .llamaGuard4: return llamaGuard(text)
    case .wildGuard: return wildGuard(text, isOfAnswer: isOfAnswer)
    case .shieldGemma: return shieldGemma(text)
    }
  }

  private static let byteLimit = 4096

  /// `safe`, or `unsafe` and a second line with the categories.
  private static func llamaGuard(_ text: String) -> GuardVerdict {
    let lines = self.lines(text)
    switch lines.first {
    case "safe": return lines.count == 1 ? .safe : .failed
    case "unsafe": return .unsafe
    default: return .failed
    }
  }

  /// Three lines; `N/A` stands for what there is none of.
  private static func wildGuard(_ text: String, isOfAnswer: Bool) -> GuardVerdict {
    let names = ["harmful request", "response refusal", "harmful response"]
    let lines = self.lines(text)
    guard lines.count == names.count else { return .failed }
    var values: [String] = []
    for (line, name) in zip(lines, names) {
      let parts = line.split(separator: ":", omittingEmptySubsequences: false).map { trimmed($0).lowercased() }
      guard parts.count == 2, parts[0] == name, ["yes", "no", "n/a"].contains(parts[1]) else { return .failed }
      values.append(parts[1])
    }
    switch isOfAnswer ? values[2] : values[0] {
    case "yes": return .unsafe
    case "no": return .safe
    default: return .failed
    }
  }

  /// `Yes` where the principle is violated, else `No`; an explanation may follow.
  private static func shieldGemma(_ text: String) -> GuardVerdict {
    let words = text.split { !$0.isLetter }
    // Anything before the first word, such as a quotation mark, is not an answer.
    guard let first = words.first, trimmed(text).hasPrefix(first) else { return .failed }
    switch first {
    case "Yes": return .unsafe
    case "No": return words.contains("Yes") ? .failed : .safe
    default: return .failed
    }
  }

  private static func lines(_ text: String) -> [String] {
    trimmed(text).split(omittingEmptySubsequences: false) { $0.isNewline }.map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { isBlank($0) }.reversed().drop { isBlank($0) }.reversed())
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\t" || character == "\n" || character == "\r" || character == "\r\n"
  }
}
