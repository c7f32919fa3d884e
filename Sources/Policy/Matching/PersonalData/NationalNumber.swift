/// Numbers of digits alone that states give to persons.
enum NationalNumber {
  /// The longest of the kinds that begin at this number; nil when none does.
  static func match(
    _ number: NumberShape, wanted: UInt32, in text: inout ScannedText
  ) -> (kind: PersonalDataKind, end: Int)? {
    if wanted & PersonalDataKind.usSSN.bit != 0, let end = usSSN(number, in: &text) { return (.usSSN, end) }
    if wanted & PersonalDataKind.deTaxID.bit != 0, let end = deTaxID(number, in: &text) { return (.deTaxID, end) }
    if wanted & PersonalDataKind.inAadhaar.bit != 0, let end = inAadhaar(number, in: &text) { return (.inAadhaar, end) }
    if wanted & PersonalDataKind.brCPF.bit != 0, let end = brCPF(number, in: &text) { return (.brCPF, end) }
    return nil
  }

  /// `123-45-6789`. Never issued: area 000, 666 or 900 to 999, group 00, serial 0000, and two numbers that were printed
  /// in advertisements (Social Security Administration, POMS RM 10201.035).
  private static func usSSN(_ number: NumberShape, in text: inout ScannedText) -> Int? {
    let separator = number.separators[0]
    let isHyphened = number.isWhole(0x324) && number.isUniform(3) && separator == UInt8(ascii: "-")
    let isLoose = number.isWhole(0x9) || number.isWhole(0x324) && separator == UInt8(ascii: " ")
    guard isHyphened || isLoose, !number.goesOn(from: &text, spaced: false) else { return nil }
    let area = number.value(0..<3)
    guard area != 0, area != 666, area < 900, number.value(3..<5) != 0, number.value(5..<9) != 0 else { return nil }
    let whole = number.value(0..<9)
    guard whole != 078_051_120, whole != 219_099_999, !number.isRepetition(9) else { return nil }
    guard isHyphened || ContextWords.socialSecurity.stand(before: number.start, in: &text) else { return nil }
    return number.end(number.groups)
  }

  /// `12345678995` or `12 345 678 995`: of the first ten digits one stands twice or thrice and the others at most once
  /// (Bundeszentralamt für Steuern).
  private static func deTaxID(_ number: NumberShape, in text: inout ScannedText) -> Int? {
    let isSpaced =
      number.isWhole(0x2333) && number.isUniform(4) && number.separators[0] == UInt8(ascii: " ")
    guard isSpaced || number.isWhole(0xB), number.digits[0] != 0 else { return nil }
    guard Checksum.isMod11And10(number.digits, count: 11) else { return nil }
    var counts: UInt64 = 0
    for index in 0..<10 { counts += 1 << UInt64(number.digits[index] * 4) }
    var (twice, thrice) = (0, 0)
    for digit in 0..<10 {
      let count = counts >> UInt64(digit * 4) & 15
      if count > 3 { return nil }
      twice += count == 2 ? 1 : 0
      thrice += count == 3 ? 1 : 0
    }
    guard twice + thrice == 1, !number.goesOn(from: &text, spaced: true) else { return nil }
    return number.end(number.groups)
  }

  /// `2345 6789 0124`; the first digit is 2 to 9. Lists of years are not taken for one.
  private static func inAadhaar(_ number: NumberShape, in text: inout ScannedText) -> Int? {
    let separator = number.separators[0]
    let isGrouped =
      number.isWhole(0x444) && number.isUniform(3)
      && (separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-"))
    guard isGrouped || number.isWhole(0xC), number.digits[0] >= 2, !number.isRepetition(12) else { return nil }
    guard Checksum.isVerhoeff(number.digits, count: 12), !number.goesOn(from: &text, spaced: true) else { return nil }
    if isGrouped {
      var years = 0
      for group in 0..<3 where (1900...2100).contains(number.value(group * 4..<group * 4 + 4)) { years += 1 }
      if years < 2 { return number.end(3) }
    }
    guard ContextWords.aadhaar.stand(before: number.start, in: &text) else { return nil }
    return number.end(number.groups)
  }

  /// `123.456.789-09`.
  private static func brCPF(_ number: NumberShape, in text: inout ScannedText) -> Int? {
    let dot = UInt8(ascii: ".")
    let isWritten =
      number.isWhole(0x3332) && number.separators[0] == dot && number.separators[1] == dot
      && number.separators[2] == UInt8(ascii: "-")
    guard isWritten || number.isWhole(0xB), !number.isRepetition(11), Checksum.isCPF(number.digits) else { return nil }
    guard !number.goesOn(from: &text, spaced: false) else { return nil }
    guard isWritten || ContextWords.cpf.stand(before: number.start, in: &text) else { return nil }
    return number.end(number.groups)
  }
}
