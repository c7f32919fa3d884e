/// Numbers with letters that states give to persons.
enum LetteredNumber {
  /// `AB123456C` or `AB 12 34 56 C`, in capitals. Never given: D, F, I, Q, U, V in front, O second, and the prefixes
  /// BG, GB, KN, NK, NT, TN, ZZ (HMRC, NIM39110).
  static func ukNINO(at start: Int, in text: inout ScannedText) -> Int? {
    let (first, second) = (text[start], text[start + 1])
    guard first.isUpper, second.isUpper, !isOneOf(first, "DFIQUV"), !isOneOf(second, "DFIQUVO") else { return nil }
    var index = start + 2
    let isSpaced = text[index] == UInt8(ascii: " ")
    for _ in 0..<3 {
      if isSpaced {
        guard text[index] == UInt8(ascii: " ") else { return nil }
        index += 1
      }
      guard text[index].isDigit, text[index + 1].isDigit else { return nil }
      index += 2
    }
    if isSpaced {
      guard text[index] == UInt8(ascii: " ") else { return nil }
      index += 1
    }
    guard isOneOf(text[index], "ABCD"), NumberShape.isBorder(at: index + 1, in: &text) else { return nil }
    for prefix in neverGiven where text.has(prefix, at: start) { return nil }
    return index + 1
  }

  private static let neverGiven: [StaticString] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"]

  /// `12345678Z`, `12.345.678-Z`, or with X, Y or Z for the first digit (NIE); the letter is the number mod 23.
  static func esDNI(at start: Int, in text: inout ScannedText) -> Int? {
    guard text[start - 1] != UInt8(ascii: "-"), text[start - 1] != UInt8(ascii: ".") else { return nil }
    var index = start
    var value = 0
    var digits = 0
    if isOneOf(text[start], "XYZ") {
      value = Int(text[start] - UInt8(ascii: "X"))
      digits = 1
      index += 1
      if text[index] == UInt8(ascii: "-") { index += 1 }
    }
    let isDotted = digits == 0 && text[index + 2] == UInt8(ascii: ".")
    while digits < 8 {
      if isDotted, digits == 2 || digits == 5 {
        guard text[index] == UInt8(ascii: ".") else { return nil }
        index += 1
      }
      guard text[index].isDigit else { return nil }
      value = value * 10 + Int(text[index] - 0x30)
      digits += 1
      index += 1
    }
    if text[index] == UInt8(ascii: "-") { index += 1 }
    let letters: StaticString = "TRWAGMYFPDXBNJZSQVHLCKE"
    guard value != 0, text[index] == (unsafe letters.utf8Start[value % 23]) else { return nil }
    return NumberShape.isBorder(at: index + 1, in: &text) ? index + 1 : nil
  }

  /// `RSSMRA85T10A562S`, all capitals or all small: letters and digits in their places (a digit may be written as a
  /// letter where two persons would have the same code) and the check letter (decree of 23 December 1976).
  static func itCodiceFiscale(at start: Int, in text: inout ScannedText) -> Int? {
    let isCapital = text[start].isUpper
    // Nearly every word ends here.
    for offset in 1..<6 {
      guard isCapital ? text[start + offset].isUpper : text[start + offset].isLower else { return nil }
    }
    guard text[start + 6].isDigit || text[start + 7].isDigit || text[start + 9].isDigit else { return nil }
    var sum = 0
    for offset in 0..<15 {
      let byte = text[start + offset]
      guard isCapital ? byte.isUpper || byte.isDigit : byte.isLower || byte.isDigit else { return nil }
      let upper = byte.isLetter ? byte & 0xDF : byte
      switch offset {
      case 0...5, 11: guard upper.isUpper else { return nil }
      case 8: guard isOneOf(upper, "ABCDEHLMPRST") else { return nil }
      default: guard upper.isDigit || isOneOf(upper, "LMNPQRSTUV") else { return nil }
      }
      let value = upper.isDigit ? upper - 0x30 : upper - 0x41
      // Places are counted from 1, so that the first is odd.
      sum += offset.isMultiple(of: 2) ? Int(oddValues[Int(value)]) : Int(value)
    }
    let check = text[start + 15]
    guard check.isUpper == isCapital, check.isLetter, Int(check & 0xDF) - 0x41 == sum % 26 else { return nil }
    return text[start + 16].isWord ? nil : start + 16
  }

  private static let oddValues: [UInt8] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]

  /// `185057800608436` or `1 85 05 78 006 084 36`: sex, year, month, department (2A and 2B are Corsica's), commune,
  /// order and key, which is 97 less the rest mod 97.
  static func frNIR(at start: Int, in text: inout ScannedText) -> Int? {
    guard text[start] == UInt8(ascii: "1") || text[start] == UInt8(ascii: "2") else { return nil }
    let borders = 1 << 1 | 1 << 3 | 1 << 5 | 1 << 7 | 1 << 10 | 1 << 13
    var index = start
    var isSpaced = false
    var value: UInt64 = 0
    var key: UInt64 = 0
    for place in 0..<15 {
      if borders >> place & 1 != 0 {
        if text[index] == UInt8(ascii: " "), place == 1 || place == 13 || isSpaced {
          isSpaced = place == 1 || isSpaced
          index += 1
        } else if isSpaced {
          return nil
        }
      }
      let byte = text[index]
      index += 1
      if place == 6, value % 10 == 2, byte == UInt8(ascii: "A") || byte == UInt8(ascii: "B") {
        // Corsica counts as 19 or 18 in the key.
        value = (value / 10) * 100 + (byte == UInt8(ascii: "A") ? 19 : 18)
        continue
      }
      guard byte.isDigit else { return nil }
      if place < 13 { value = value * 10 + UInt64(byte - 0x30) } else { key = key * 10 + UInt64(byte - 0x30) }
    }
    let month = value / 100_000_000 % 100
    let department = value / 1_000_000 % 100
    guard (1...12).contains(month) || (20...42).contains(month) || month >= 50, department != 0 else { return nil }
    guard value / 1000 % 1000 != 0, value % 1000 != 0, key == 97 - value % 97 else { return nil }
    return NumberShape.isBorder(at: index, in: &text) ? index : nil
  }

  private static func isOneOf(_ byte: UInt8, _ letters: StaticString) -> Bool {
    for index in 0..<letters.utf8CodeUnitCount where unsafe letters.utf8Start[index] == byte { return true }
    return false
  }
}
