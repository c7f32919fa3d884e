/// What each Unicode scalar is for matching, and which scalar it folds to.
///
/// Made once from the standard library's Unicode data, then read only: 0x1100 pages of 256 scalars, equal pages stored
/// once. Folding is simple (one scalar to one scalar): the lower case of the upper case where both are single scalars.
/// `ß` stays itself, and so do the Turkish `ı` and `İ`.
struct ScalarTraits: Sendable {
  /// An entry of the table: the low 21 bits are what to add to fold, modulo 2^21; above them the flags below.
  typealias Entry = UInt32

  /// A letter, number or mark that must not touch a phrase's end (`UnspacedScripts` are left out).
  static let phraseWord: Entry = 1 << 24
  static let whiteSpace: Entry = 1 << 25
  /// A letter, mark, number or connector, `\w`.
  static let expressionWord: Entry = 1 << 26
  /// `\d`, decimal digits of all scripts.
  static let digit: Entry = 1 << 27

  private static let scalarMask: UInt32 = 0x1F_FFFF

  /// The one table of the process.
  static let shared = ScalarTraits()

  private var pages = [UInt16](repeating: 0, count: 0x1100)
  private var entries: [Entry] = []
  /// All scalars that fold to the same scalar, the latter included, by that scalar; only where there are several.
  let orbits: [UInt32: [UInt32]]

  /// What is known of a scalar.
  @inline(__always)
  func entry(_ scalar: UInt32) -> Entry {
    entries[Int(pages[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF)]
  }

  /// The scalar that stands for all that differ from this one in case only.
  @inline(__always)
  func fold(_ scalar: UInt32) -> UInt32 { Self.fold(scalar, entry(scalar)) }

  /// The same with the entry at hand.
  @inline(__always)
  static func fold(_ scalar: UInt32, _ entry: Entry) -> UInt32 { (scalar &+ entry) & scalarMask }

  /// The stretches of scalars that carry a flag.
  func ranges(with flag: Entry) -> [ClosedRange<UInt32>] {
    var ranges: [ClosedRange<UInt32>] = []
    var start: UInt32?
    for scalar in UInt32(0)...0x10FFFF {
      let holds = entry(scalar) & flag != 0
      if holds, start == nil { start = scalar }
      if !holds, let first = start {
        ranges.append(first...scalar - 1)
        start = nil
      }
    }
    if let first = start { ranges.append(first...0x10FFFF) }
    return ranges
  }

  private init() {
    var known: [[Entry]: UInt16] = [:]
    var orbits: [UInt32: [UInt32]] = [:]
    for page in 0..<0x1100 {
      var values = [Entry](repeating: 0, count: 256)
      // Beyond the third plane lie only tags, variation selectors and private use.
      if page < 0x400 {
        for low in 0..<256 {
          let value = UInt32(page << 8 | low)
          guard let scalar = Unicode.Scalar(value) else { continue }
          // None of these scripts has case.
          let folded = UnspacedScripts.contains(value) ? value : Self.folded(scalar)
          values[low] = (folded &- value) & Self.scalarMask | Self.flags(scalar)
          if folded != value { orbits[folded, default: [folded]].append(value) }
        }
      }
      if let index = known[values] {
        pages[page] = index
      } else {
        let index = UInt16(known.count)
        known[values] = index
        pages[page] = index
        entries += values
      }
    }
    self.orbits = orbits
  }

  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    let properties = scalar.properties
    // U+0131: its upper case is I, but only Turkish texts mean i by it.
    guard scalar.value != 0x131, properties.changesWhenCaseMapped else { return scalar.value }
    let upper = single(properties.uppercaseMapping) ?? scalar
    return (single(upper.properties.lowercaseMapping) ?? upper).value
  }

  private static func single(_ mapping: String) -> Unicode.Scalar? {
    let scalars = mapping.unicodeScalars
    guard let first = scalars.first, scalars.dropFirst().isEmpty else { return nil }
    return first
  }

  private static func flags(_ scalar: Unicode.Scalar) -> Entry {
    let properties = scalar.properties
    var flags: Entry = properties.isWhitespace ? whiteSpace : 0
    switch properties.generalCategory {
    case .decimalNumber: flags |= digit | expressionWord | phraseWord
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
      .otherNumber, .nonspacingMark, .spacingMark:
      flags |= expressionWord | phraseWord
    case .enclosingMark, .connectorPunctuation: flags |= expressionWord
    default: break
    }
    if UnspacedScripts.contains(scalar.value) { flags &= ~phraseWord }
    return flags
  }
}
