/// Words that are frequent in languages of Latin script: function words, and what questions and requests are made of.
///
/// A word that several languages share is listed with each of them, which lowers what it says. Two letters that are
/// only the first part of a word before an apostrophe (`l'`, `don't`) count as words of their own.
enum LatinWords {
  /// The words by language code. The order is that of the scores in `LatinScores`.
  static let byLanguage: [(code: String, words: String)] = germanicAndRomance + others
}
