/// Undoes what is done to single letters: spaces between them, repeats of them, and digits and signs in their place.
enum LetterDisguises {
  /// The text with its words put right, and what was undone; nil where nothing was.
  static func undo(_ text: [UInt8]) -> (bytes: [UInt8], disguises: [TextDisguise])? {
    var bytes = text
    var disguises: [TextDisguise] = []
    if let joined = SpacedLetters.join(bytes) {
      bytes = joined
      disguises.append(.spacedLetters)
    }
    if let squeezed = RepeatedLetters.squeeze(bytes) {
      bytes = squeezed
      disguises.append(.repeatedLetters)
    }
    if let plain = Leetspeak.undo(bytes) {
      bytes = plain
      disguises.append(.leetspeak)
    }
    return disguises.isEmpty ? nil : (bytes, disguises)
  }
}
