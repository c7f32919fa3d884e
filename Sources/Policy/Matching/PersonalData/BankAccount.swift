/// International Bank Account Numbers (ISO 13616-1), together or in groups of four, in capitals or small letters.
enum BankAccount {
  /// The longest number, and separators between its groups.
  static let longest = 33 + 8 * 3

  static func end(at start: Int, in text: inout ScannedText) -> Int? {
    let (first, second) = (text[start], text[start + 1])
    guard first.isLetter, second.isLetter, text[start + 2].isDigit, text[start + 3].isDigit,
      first.isUpper == second.isUpper
    else { return nil }
    let country = Int(first & 0xDF) - 0x41
    let length = Int(lengths[country * 26 + Int(second & 0xDF) - 0x41])
    guard length > 0 else { return nil }
    var index = start + 4
    var remainder = 0
    var isGrouped = false
    for place in 4..<length {
      if place.isMultiple(of: 4), place == 4 || isGrouped {
        let separator = NumberShape.separator(at: index, in: &text)
        if separator.byte == UInt8(ascii: " ") || separator.byte == UInt8(ascii: "-") {
          isGrouped = true
          index += separator.length
        } else if isGrouped {
          return nil
        }
      }
      guard let next = appended(text[index], to: remainder) else { return nil }
      remainder = next
      index += 1
    }
    // The country and the check digits count as if they stood last.
    for offset in 0..<4 {
      guard let next = appended(text[start + offset], to: remainder) else { return nil }
      remainder = next
    }
    return remainder == 1 && !text[index].isWord ? index : nil
  }

  /// The number mod 97 with one more digit, or with a letter as 10 to 35; nil for anything else.
  private static func appended(_ byte: UInt8, to remainder: Int) -> Int? {
    if byte.isDigit { return (remainder * 10 + Int(byte - 0x30)) % 97 }
    guard byte.isLetter else { return nil }
    return (remainder * 100 + Int(byte & 0xDF) - 55) % 97
  }

  /// Length of a country's numbers by its two letters, 0 for none (SWIFT's IBAN registry).
  private static let lengths: [UInt8] = {
    var lengths = [UInt8](repeating: 0, count: 26 * 26)
    let registry = """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
      ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
      LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29
      PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
      YE30
      """
    for entry in registry.split(whereSeparator: \.isWhitespace) {
      let bytes = Array(entry.utf8)
      let place = Int(bytes[0] - 0x41) * 26 + Int(bytes[1] - 0x41)
      lengths[place] = (bytes[2] - 0x30) * 10 + bytes[3] - 0x30
    }
    return lengths
  }()
}
