/// Writes letters of other scripts as the Latin ones that they pass for, where they do: in words that mix scripts, and
/// in words made of nothing but look-alikes within Latin text. Real words of other scripts stay.
enum HomoglyphFolding {
  /// One word's letters, counted.
  private struct Letters {
    var latin = 0
    var alike = 0
    var similar = 0
    var other = 0
    var cyrillic = 0

    var isReal: Bool { latin == 0 && other + similar > 0 }
    /// One Greek letter alone is notation, one Cyrillic letter is not.
    var isAllAlike: Bool { (alike > 1 || cyrillic > 0) && alike > 0 && latin + similar + other == 0 }
  }

  /// Words in a row of nothing but look-alikes that are folded without any Latin word beside them.
  private static let mostRealAlike = 2

  /// The text with disguised words in Latin letters; nil where there are none.
  static func fold(_ text: String) -> String? {
    var scalars: [Unicode.Scalar] = []
    // Counting them first would take as long as reading them.
    scalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { scalars.append(scalar) }
    let kinds = ScalarKinds.shared
    var words: [(range: Range<Int>, letters: Letters)] = []
    var (hasReal, latinWords, alikeWords) = (false, 0, 0)
    var index = 0
    while index < scalars.count {
      let start = index
      var letters = Letters()
      while index < scalars.count, count(scalars[index], kinds, in: &letters) { index += 1 }
      if index == start {
        index += 1
        continue
      }
      if letters.isReal { hasReal = true }
      if letters.latin > 1, letters.alike + letters.similar + letters.other == 0 { latinWords += 1 }
      if letters.isAllAlike { alikeWords += 1 }
      if letters.alike + letters.similar > 0 { words.append((start..<index, letters)) }
    }
    let foldsAlike = !hasReal && (latinWords >= alikeWords || alikeWords > mostRealAlike)
    var folded = scalars
    var isFolded = false
    for (range, letters) in words {
      let isMixed =
        letters.latin > 0 && letters.other == 0 && (range.count > 2 || letters.cyrillic > 0)
        && (!hasReal || letters.similar == 0)
      guard isMixed || foldsAlike && letters.isAllAlike else { continue }
      isFolded = true
      for place in range { folded[place] = latin(scalars[place]) }
    }
    guard isFolded else { return nil }
    return string(folded)
  }

  /// Counts a scalar of a word; false for one between words.
  private static func count(
    _ scalar: Unicode.Scalar, _ kinds: ScalarKinds, in letters: inout Letters
  ) -> Bool {
    let value = scalar.value
    if value < 0x80 {
      guard (value | 0x20) &- 0x61 < 26 else { return value == 0x27 || (0x30...0x39).contains(value) }
      letters.latin += 1
      return true
    }
    let kind = kinds[value]
    if kind.contains(.alike) {
      letters.alike += 1
      if (0x400...0x52F).contains(value) { letters.cyrillic += 1 }
    } else if kind.contains(.similar) {
      letters.similar += 1
    } else if (0xC0...0x24F).contains(value) {
      letters.latin += 1
    } else if kind.contains(.mark) {
      return true
    } else if kind.contains(.alphabetic) {
      letters.other += 1
    } else {
      return false
    }
    return true
  }

  private static func latin(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.value >= 0x80 else { return scalar }
    let alike = Homoglyphs.alike[scalar.value]
    let letter = alike != 0 ? alike : Homoglyphs.similar[scalar.value]
    if letter != 0 { return Unicode.Scalar(letter) }
    // A mark would join its letter, now Latin, to another scalar.
    return InvisibleScalars.isMark(scalar.value) ? Unicode.Scalar(0) : scalar
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.reserveCapacity(scalars.count)
    for scalar in scalars where scalar.value != 0 { view.append(scalar) }
    return String(view)
  }
}
