/// What the scalars of the first two planes are to those who clean and fold them, made once.
///
/// Most text is not ASCII, and asking ranges, tables and Unicode's properties about every letter takes longer than all
/// that is done with it.
struct ScalarKinds: Sendable {
  static let shared = ScalarKinds()

  /// What a scalar is.
  struct Kind: OptionSet {
    let rawValue: UInt8

    /// Stays as it is: no ASCII, tag, mark, flag or Latin letter in an odd shape, and not invisible.
    static let ordinary = Kind(rawValue: 1)
    /// Can hardly be told from a Latin letter.
    static let alike = Kind(rawValue: 2)
    /// Passes for a Latin letter beside Latin ones.
    static let similar = Kind(rawValue: 4)
    /// One of these two.
    static let lookalike = Kind(rawValue: 6)
    /// Compatibility composition could change it.
    static let composing = Kind(rawValue: 8)
    /// A letter by Unicode's property `Alphabetic`.
    static let alphabetic = Kind(rawValue: 16)
    /// A nonspacing or enclosing mark.
    static let mark = Kind(rawValue: 32)
  }

  /// Scalars below are in the table: nearly all that is written.
  private static let limit: UInt32 = 0x20000

  private let kinds: [UInt8]

  private init() { kinds = (0..<Self.limit).map { Self.kind($0).rawValue } }

  subscript(scalar: UInt32) -> Kind {
    scalar < Self.limit ? Kind(rawValue: kinds[Int(scalar)]) : Self.kind(scalar)
  }

  private static func kind(_ scalar: UInt32) -> Kind {
    var kind: Kind = []
    if Homoglyphs.alike[scalar] != 0 {
      kind.insert(.alike)
    } else if Homoglyphs.similar[scalar] != 0 {
      kind.insert(.similar)
    }
    if InvisibleScalars.isMark(scalar) { kind.insert(.mark) }
    if !PlainLetters.composesToItself(scalar) { kind.insert(.composing) }
    if Unicode.Scalar(scalar)?.properties.isAlphabetic == true { kind.insert(.alphabetic) }
    // Half-width sound marks are written as others first; letters of flags and black flags look at their neighbours.
    let isSpecial =
      scalar < 0x80 || scalar == 0xFF9E || scalar == 0xFF9F || (0x1F1E6...0x1F1FF).contains(scalar)
      || scalar == 0x1F3F4 || (0xE0000...0xE007F).contains(scalar)
    if !isSpecial, !InvisibleScalars.contains(scalar), PlainLetters.ascii(scalar) == nil, !kind.contains(.mark) {
      kind.insert(.ordinary)
    }
    return kind
  }
}
