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

  /// Every key's texts in the order of the file; no list is empty.
  var texts: [String: [Text]] = [:]

  /// The first preferred language that the message has, else English, else its first.
  ///
  /// An unknown key and nil stand for `default`.
  func message(_ key: String?, languages: [String]) -> String {
    let choices = texts[key ?? Self.defaultKey] ?? texts[Self.defaultKey] ?? Self.builtIn
    for language in languages {
      if let choice = choices.first(where: { $0.language == language }) { return choice.text }
    }
    return (choices.first { $0.language == "en" } ?? choices.first ?? Self.builtIn[0]).text
  }
}
