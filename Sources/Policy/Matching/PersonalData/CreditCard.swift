/// Card numbers (ISO/IEC 7812-1): 14 to 19 digits of an issuer with Luhn's check digit.
///
/// Numbers of 13 digits, which Visa no longer gives out, are left alone: they are the length of EAN and ISBN.
enum CreditCard {
  static func end(of number: NumberShape, in text: inout ScannedText) -> Int? {
    guard number.digits[0] != 0, number.digits[0] != 1, !number.goesOn(from: &text, spaced: false) else { return nil }
    for groups in (1...number.groups).reversed() {
      let count = number.count(groups)
      guard count >= 14 else { return nil }
      if count <= 19, number.mayEnd(after: groups), isGrouped(number, groups), isIssued(number, count),
        !number.isRepetition(count), Checksum.isLuhn(number.digits, count: count)
      {
        return number.end(groups)
      }
    }
    return nil
  }

  /// All together, or in groups as printed on cards.
  private static func isGrouped(_ number: NumberShape, _ groups: Int) -> Bool {
    if groups == 1 { return true }
    let separator = number.separators[0]
    guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-"), number.isUniform(groups) else {
      return false
    }
    switch number.sizes(groups) {
    case 0x4444, 0x465, 0x464, 0x4442, 0x44441, 0x44442, 0x44443: return true
    default: return false
    }
  }

  /// Whether a known issuer has numbers of this length with these first digits.
  private static func isIssued(_ number: NumberShape, _ count: Int) -> Bool {
    let two = number.value(0..<2)
    let three = number.value(0..<3)
    let four = number.value(0..<4)
    switch count {
    case 14: return (300...305).contains(three) || four == 3095 || two == 36 || two == 38 || two == 39
    case 15: return two == 34 || two == 37
    case 16:
      // Visa, Mastercard, RuPay, Troy.
      if two / 10 == 4 || (51...55).contains(two) || (2221...2720).contains(four) { return true }
      if two == 81 || two == 82 || three == 508 || four == 9792 { return true }
    case 19: if two / 10 == 4 { return true }
    default: break
    }
    guard count >= 16 else { return false }
    // Mir, Discover, UnionPay, RuPay, JCB, Maestro.
    switch four {
    case 2200...2204, 3528...3589, 5018, 5020, 5038, 5893, 6011, 6304, 6440...6599, 6759, 6761...6763: return true
    default: return two == 62 || two == 60 && count == 16
    }
  }
}
