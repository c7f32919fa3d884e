import Taxonomy

/// What refusals say, by key and language.
struct MessageCatalogue: Sendable, Equatable {
  static let defaultKey = "default"
  /// The `default` of a policy that gives none.
  static let builtIn: [Text] = [Text(language: "en", text: "I can't help with that.")]

  /// A message in one language.
  struct Text: Sendable, Equatable {
    /// Primary language subtag, two or three lower-case letters.
    var language: String
    var text: String
  }

  /// What a text can name in braces.
  enum Variable: String, CaseIterable {
    /// The id of the decision, by which it can be appealed.
    case decision
    /// The hazard category that stands out most, in words; `harm` where none does.
    case category
  }

  /// Every key's texts in the order of the file; no list is empty.
  var texts: [String: [Text]] = [:]

  /// The first preferred language that the message has, else English, else its first.
  ///
  /// An unknown key and nil stand for `default`.
  ///
  /// - Parameter languages: asked for only where there is a choice.
  func message(_ key: String?, languages: () -> [String]) -> String {
    let choices = texts[key ?? Self.defaultKey] ?? texts[Self.defaultKey] ?? Self.builtIn
    for language in choices.count > 1 ? languages() : [] {
      if let choice = choices.first(where: { $0.language == language }) { return choice.text }
    }
    return (choices.first { $0.language == "en" } ?? choices.first ?? Self.builtIn[0]).text
  }

  /// The text with its variables filled in.
  static func filled(_ text: String, decision: DecisionID, category: HazardCategory?) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    let words = category.map { $0.rawValue.replacing("_", with: " ") } ?? "harm"
    return text.replacing("{\(Variable.decision.rawValue)}", with: decision.description)
      .replacing("{\(Variable.category.rawValue)}", with: words)
  }

  /// The names in braces: letters and underscores.
  static func names(in text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
      guard let end = rest.firstIndex(of: "}"), end > rest.startIndex else { return nil }
      let name = rest[..<end]
      return name.utf8.allSatisfy { (97...122).contains($0 | 0x20) || $0 == UInt8(ascii: "_") } ? String(name) : nil
    }
  }
}
