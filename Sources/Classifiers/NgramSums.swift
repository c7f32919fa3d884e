/// What one stretch of text adds up to in one table: per family of features the sum of weights and the number of features.
struct NgramSums: Equatable {
  struct Family: Equatable {
    var sum = 0
    var count = 0

    static func + (one: Family, other: Family) -> Family {
      Family(sum: one.sum + other.sum, count: one.count + other.count)
    }
  }

  /// Character 3-, 4- and 5-grams.
  var characters = Family()
  /// Words and word pairs.
  var words = Family()
  /// The first words of the text, once more.
  var opening = Family()

  static func + (one: NgramSums, other: NgramSums) -> NgramSums {
    NgramSums(
      characters: one.characters + other.characters, words: one.words + other.words,
      opening: one.opening + other.opening)
  }

  var isEmpty: Bool { characters.count == 0 && words.count == 0 }
}
