import Taxonomy

/// Makes decision ids. Its randomness is the system's, drawn many ids at a time, since an id must not be guessable.
struct DecisionIDSource {
  private var words: [UInt64] = []

  mutating func next() -> DecisionID {
    if words.count < 2 {
      var system = SystemRandomNumberGenerator()
      words = (0..<128).map { _ in system.next() }
    }
    return DecisionID(milliseconds: UnixTime.milliseconds(), random: (words.removeLast(), words.removeLast()))
  }
}
