/// Telephone numbers: in international form (ITU-T E.164), in national forms that hardly anything else has, or in any
/// form behind a word that says so.
enum PhoneNumber {
  static let longest = 44

  private static let mostDigits = 15

  /// The end of the number that starts with the digits of `number`.
  static func end(of number: NumberShape, in text: inout ScannedText) -> Int? {
    let before = text[number.start - 1]
    guard !number.goesOn(from: &text, spaced: true), before != UInt8(ascii: "$"), before != UInt8(ascii: "+"),
      before != UInt8(ascii: ".")
    else { return nil }
    if number.isWhole, isTelling(number) { return number.end(number.groups) }
    for groups in (1...number.groups).reversed() {
      let count = number.count(groups)
      guard count >= 7 else { return nil }
      guard count <= mostDigits, number.mayEnd(after: groups), !isDate(number.sizes(groups)),
        !number.isRepetition(count)
      else { continue }
      return ContextWords.phone.stand(before: number.start, in: &text) ? number.end(groups) : nil
    }
    return nil
  }

  /// Whether the number's form alone says that it is one.
  private static func isTelling(_ number: NumberShape) -> Bool {
    let count = number.count(number.groups)
    let separator = number.separators[0]
    switch number.sizes(number.groups) {
    case 0x334:
      // 212-555-0142, 212.555.0142, 212 555-0142.
      let isParted = separator != UInt8(ascii: " ") && number.isUniform(3)
      let isMixed = separator == UInt8(ascii: " ") && number.separators[1] == UInt8(ascii: "-")
      return separator != UInt8(ascii: "/") && (isParted || isMixed) && isNorthAmerican(number, from: 0)
    case 0x1334: return number.digits[0] == 1 && number.isUniform(4) && isNorthAmerican(number, from: 1)
    // 138 0013 8000.
    case 0x344 where number.digits[0] == 1 && number.digits[1] >= 3:
      return number.isUniform(3) && (separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-"))
    default: break
    }
    guard number.groups >= 2, number.digits[0] == 0 else { return false }
    if number.digits[1] == 0 {
      let code = Int(number.value(2..<4))
      return (11...mostDigits + 2).contains(count) && number.digits[2] > 1 && codeLength(of: code) > 0
    }
    return (10...12).contains(count) && isTrunkForm(number)
  }

  /// `030 12345678`, `020 7946 0958`, `06 12 34 56 78`, `0151/23456789`, `03-1234-5678`.
  private static func isTrunkForm(_ number: NumberShape) -> Bool {
    guard number.groups <= 5, (2...5).contains(number.size(of: 0)) else { return false }
    for group in 1..<number.groups {
      if number.size(of: group) < 2 { return false }
      if group > 1, group < number.groups - 1, number.separators[group] != number.separators[1] { return false }
    }
    // `01.02.2024 10` is a date with an hour.
    if number.groups == 2 || number.separators[0] == number.separators[1] { return true }
    return number.size(of: 0) >= 3 && number.separators[0] != UInt8(ascii: ".")
  }

  /// Ten digits with an area and an exchange that exist (North American Numbering Plan).
  private static func isNorthAmerican(_ number: NumberShape, from first: Int) -> Bool {
    isNorthAmerican(area: (number.digits[first], number.digits[first + 1]), exchange: number.digits[first + 3])
  }

  private static func isNorthAmerican(area: (UInt8, UInt8), exchange: UInt8) -> Bool {
    area.0 >= 2 && area.1 <= 8 && exchange >= 2
  }

  /// Day, month and year in any order.
  private static func isDate(_ sizes: UInt32) -> Bool {
    switch sizes {
    case 0x422, 0x224, 0x124, 0x214, 0x421, 0x412, 0x4222, 0x42222, 0x8, 0x84, 0x86: sizes != 0x8
    default: false
    }
  }

  /// The end of the number that starts with the `+` or `(` at `start`.
  static func end(fromMark start: Int, in text: inout ScannedText) -> Int? {
    let before = text[start - 1]
    guard !before.isWord, before != UInt8(ascii: "+"), before != UInt8(ascii: ")") else { return nil }
    let isPlus = text[start] == UInt8(ascii: "+")
    if !isPlus, before == UInt8(ascii: " "), text[start - 2].isDigit { return nil }
    var digits = SIMD32<UInt8>()
    var count = 0
    var index = isPlus ? start + 1 : start
    // Ends of groups after which the number may end, with the digits up to there.
    var end: Int?
    var firstGroup = 0
    var bracketed = 0
    while count <= mostDigits, index - start < longest {
      let opensBracket = text[index] == UInt8(ascii: "(")
      if opensBracket { index += 1 }
      let first = count
      while text[index].isDigit, count <= mostDigits {
        digits[count] = text[index] - 0x30
        count += 1
        index += 1
      }
      guard count > first, count <= mostDigits else { break }
      if first == 0 { firstGroup = count }
      if opensBracket {
        guard text[index] == UInt8(ascii: ")"), count - first <= 5 else { break }
        bracketed = first == 0 ? count : bracketed
        index += 1
      } else if isPlus ? isInternational(digits, count) : isBracketed(digits, count, bracketed),
        NumberShape.isBorder(at: index, in: &text)
      {
        end = index
      }
      index = nextGroup(at: index, isAfterBracket: opensBracket, in: &text)
      if index == 0 { break }
    }
    return isPlus || firstGroup == bracketed ? end : nil
  }

  /// Where the next group or its bracket starts; 0 when there is none.
  private static func nextGroup(at index: Int, isAfterBracket: Bool, in text: inout ScannedText) -> Int {
    let separator = NumberShape.separator(at: index, in: &text)
    let next = index + separator.length
    guard separator.byte != 0 || isAfterBracket || text[index] == UInt8(ascii: "(") else { return 0 }
    if text[next] == UInt8(ascii: "("), text[next + 1].isDigit { return next }
    return text[next].isDigit ? next : 0
  }

  private static func isInternational(_ digits: SIMD32<UInt8>, _ count: Int) -> Bool {
    guard count >= 8, digits[0] != 0 else { return false }
    if digits[0] == 1 {
      return count == 11 && isNorthAmerican(area: (digits[1], digits[2]), exchange: digits[4])
    }
    var isVaried = false
    for index in 4..<count where digits[index] != digits[3] { isVaried = true }
    return isVaried && codeLength(of: Int(digits[0]) * 10 + Int(digits[1])) > 0
  }

  /// `(212) 555-0142`, `(030) 1234567`, `(11) 91234-5678`.
  private static func isBracketed(_ digits: SIMD32<UInt8>, _ count: Int, _ bracketed: Int) -> Bool {
    if digits[0] == 0 { return bracketed >= 2 && digits[1] != 0 && (9...12).contains(count) }
    switch bracketed {
    case 3: return count == 10 && isNorthAmerican(area: (digits[0], digits[1]), exchange: digits[3])
    case 2: return (10...11).contains(count)
    default: return false
    }
  }

  /// Digits of the country's code that begins with these two digits; 0 when there is none (ITU-T E.164, annex).
  private static func codeLength(of two: Int) -> Int {
    if two / 10 == 7 { return 1 }
    switch two {
    case 20, 27, 30...34, 36, 39...41, 43...49, 51...58, 60...66, 81, 82, 84, 86, 90...95, 98: return 2
    case 21...26, 29, 35, 37, 38, 42, 50, 59, 67...69, 80, 85, 87, 88, 96, 97, 99: return 3
    default: return 0
    }
  }
}
