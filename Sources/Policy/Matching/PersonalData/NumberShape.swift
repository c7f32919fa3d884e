/// A number as it is written: its digits, and the groups that single separators make of them.
///
/// Reads at most `mostDigits` digits in `mostGroups` groups; a group that would exceed them is not taken in, and the
/// separator before it stays the last one.
struct NumberShape {
  static let mostDigits = 20
  static let mostGroups = 8
  /// Bytes that a number can have, with separators of up to three bytes.
  static let longest = mostDigits + 3 * (mostGroups - 1)

  /// Index of the first digit.
  let start: Int
  /// Values of the digits, 0 to 9.
  private(set) var digits = SIMD32<UInt8>()
  private(set) var groups = 0
  /// Digits up to the end of each group.
  private var sums = SIMD8<UInt8>()
  /// Bytes up to the end of each group.
  private var lengths = SIMD8<UInt8>()
  /// What stands after each group, as ASCII; 0 after the last one unless more digits follow.
  private(set) var separators = SIMD8<UInt8>()
  /// Whether the byte after the last group does not go on with a word.
  private var isClosed = true

  /// Reads the number that starts at `start`; nil when its first group is too long.
  init?(at start: Int, in text: inout ScannedText) {
    self.start = start
    var index = start
    var count = 0
    while groups < Self.mostGroups {
      let groupStart = index
      while text[index].isDigit {
        guard count < Self.mostDigits else {
          if groups == 0 { return nil }
          return
        }
        digits[count] = text[index] - 0x30
        count += 1
        index += 1
      }
      guard index > groupStart else { break }
      sums[groups] = UInt8(count)
      lengths[groups] = UInt8(index - start)
      groups += 1
      let separator = Self.separator(at: index, in: &text)
      guard separator.byte != 0, text[index + separator.length].isDigit else { break }
      separators[groups - 1] = separator.byte
      index += separator.length
    }
    guard groups > 0, separators[groups - 1] == 0 else { return }
    isClosed = Self.isBorder(at: start + Int(lengths[groups - 1]), in: &text)
  }

  /// Digits in the first `groups` groups.
  func count(_ groups: Int) -> Int { groups == 0 ? 0 : Int(sums[groups - 1]) }

  /// Digits in the group with this index.
  func size(of group: Int) -> Int { count(group + 1) - count(group) }

  /// Where the first `groups` groups end in the text.
  func end(_ groups: Int) -> Int { start + Int(lengths[groups - 1]) }

  /// Sizes of the first `groups` groups as hexadecimal digits, the last group lowest: `0x324` for `123-45-6789`. Sizes
  /// over 15 count as 15.
  func sizes(_ groups: Int) -> UInt32 {
    var sizes: UInt32 = 0
    for group in 0..<groups { sizes = sizes << 4 | UInt32(min(15, size(of: group))) }
    return sizes
  }

  /// Whether the number is whole and its groups have these sizes.
  func isWhole(_ sizes: UInt32) -> Bool { isWhole && self.sizes(groups) == sizes }

  /// Whether the number ends with its last group.
  var isWhole: Bool { separators[groups - 1] == 0 && isClosed }

  /// Whether the number may end after the first `groups` groups: at its end, or before a space or a comma.
  func mayEnd(after groups: Int) -> Bool {
    let separator = separators[groups - 1]
    return separator == 0 ? isClosed : separator == UInt8(ascii: " ")
  }

  /// Whether the same separator stands between the first `groups` groups.
  func isUniform(_ groups: Int) -> Bool {
    guard groups > 2 else { return true }
    for index in 1..<(groups - 1) where separators[index] != separators[0] { return false }
    return true
  }

  /// The digits in `range` as a number; at most 19 fit.
  func value(_ range: Range<Int>) -> UInt64 {
    var value: UInt64 = 0
    for index in range { value = value &* 10 &+ UInt64(digits[index]) }
    return value
  }

  /// Whether the first `count` digits are all the same.
  func isRepetition(_ count: Int) -> Bool {
    for index in 1..<count where digits[index] != digits[0] { return false }
    return true
  }

  /// Whether what stands at `index` cannot go on with the number: no word, and no hyphen with a word behind it.
  static func isBorder(at index: Int, in text: inout ScannedText) -> Bool {
    let byte = text[index]
    if byte.isWord { return false }
    if byte == UInt8(ascii: "-") { return !text[index + 1].isWord }
    if byte == UInt8(ascii: ".") { return !text[index + 1].isDigit }
    return true
  }

  /// The separator at `index`, as ASCII, and its bytes; 0 for anything else. Hyphens and spaces of other kinds (U+2010
  /// to U+2013, U+00A0, U+2007, U+202F) are common in what models write.
  static func separator(at index: Int, in text: inout ScannedText) -> (byte: UInt8, length: Int) {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"): return (byte, 1)
    case 0xC2: return text[index + 1] == 0xA0 ? (UInt8(ascii: " "), 2) : (0, 0)
    case 0xE2 where text[index + 1] == 0x80:
      switch text[index + 2] {
      case 0x90...0x93: return (UInt8(ascii: "-"), 3)
      case 0x87, 0xAF: return (UInt8(ascii: " "), 3)
      default: return (0, 0)
      }
    default: return (0, 0)
    }
  }

  /// Whether what stands before the number belongs to it, so that it is a part of something longer.
  ///
  /// - Parameter spaced: whether a number before a space counts, too.
  func goesOn(from text: inout ScannedText, spaced: Bool) -> Bool {
    let before = text[start - 1]
    let earlier = text[start - 2]
    switch before {
    case UInt8(ascii: "-"), UInt8(ascii: "/"): return earlier.isWord
    case UInt8(ascii: "."): return earlier.isDigit
    case UInt8(ascii: " "): return spaced && earlier.isDigit
    case 0x90...0x93: return earlier == 0x80 && text[start - 3] == 0xE2 && text[start - 4].isWord
    default: return before.isWord
    }
  }
}
