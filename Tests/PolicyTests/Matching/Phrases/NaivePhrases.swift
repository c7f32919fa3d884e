/// Finds phrases by trying each one at each place: what `PhraseMatcher` must agree with.
///
/// Knows the letters of `alphabet` only, and their case and kind by hand.
struct NaivePhrases {
  static let alphabet: [Unicode.Scalar] = [
    "a", "A", "b", "k", "K", "\u{212A}", "1", " ", " ", "\n", "\u{3000}", "-", ".", "é", "É", "爆", "弾", "ไ", "\u{301}",
    "😀",
  ]

  struct Match: Hashable, Comparable {
    var list: Int
    var lower: Int
    var upper: Int

    static func < (lhs: Match, rhs: Match) -> Bool {
      (lhs.upper, lhs.lower, lhs.list) < (rhs.upper, rhs.lower, rhs.list)
    }
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool { "aAbkK\u{212A}1éÉ\u{301}".unicodeScalars.contains(scalar) }
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { " \n\u{3000}".unicodeScalars.contains(scalar) }

  static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "A": "a"
    case "K", "\u{212A}": "k"
    case "É": "é"
    default: scalar
    }
  }

  /// A phrase's scalars, folded, a blank for each run of white space within.
  static func units(_ phrase: String) -> [Unicode.Scalar] {
    var units: [Unicode.Scalar] = []
    for scalar in phrase.unicodeScalars {
      if isSpace(scalar) {
        if units.last != " ", !units.isEmpty { units.append(" ") }
      } else {
        units.append(folded(scalar))
      }
    }
    if units.last == " " { units.removeLast() }
    return units
  }

  static func matches(_ lists: [[String]], in text: String) -> Set<Match> {
    let scalars = Array(text.unicodeScalars)
    var offsets = [0]
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
    var found: Set<Match> = []
    for (list, phrases) in lists.enumerated() {
      for phrase in phrases {
        let units = units(phrase)
        for start in scalars.indices {
          guard let end = end(of: units, in: scalars, from: start) else { continue }
          let touchesBefore = start > 0 && isWord(scalars[start - 1]) && isWord(units[0])
          let touchesAfter = end < scalars.count && isWord(scalars[end]) && isWord(units[units.count - 1])
          if !touchesBefore, !touchesAfter {
            found.insert(Match(list: list, lower: offsets[start], upper: offsets[end]))
          }
        }
      }
    }
    return found
  }

  private static func end(of units: [Unicode.Scalar], in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    var place = start
    for unit in units {
      guard place < scalars.count else { return nil }
      if unit == " " {
        let run = scalars[place...].prefix(while: isSpace).count
        guard run > 0, run <= 128 else { return nil }
        place += run
      } else {
        guard folded(scalars[place]) == unit else { return nil }
        place += 1
      }
    }
    return place
  }
}
