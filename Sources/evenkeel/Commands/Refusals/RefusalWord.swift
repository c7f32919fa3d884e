/// Words of the refusal log's vocabularies as they are typed.
enum RefusalWord {
  /// - Parameter what: the vocabulary's name, for the error.
  static func parse<Word: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ what: String
  ) throws(CommandFailure) -> Word {
    guard let word = Word(rawValue: text) else {
      let all = Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw CommandFailure(.unusable, "no \(what) `\(text)`: expected one of \(all)")
    }
    return word
  }
}
