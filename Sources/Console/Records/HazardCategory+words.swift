import Taxonomy

extension HazardCategory {
  /// As pages name it: the word of policy files with blanks, and a capital.
  var words: String {
    let words = rawValue.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
