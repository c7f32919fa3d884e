/// IPv4 and IPv6 addresses that lead to somebody (see `PersonalDataKind.ipAddress`).
enum NetworkAddress {
  static let longest = 39

  /// The end of the IPv4 address that starts with the digit at `start`.
  static func versionFour(at start: Int, in text: inout ScannedText) -> Int? {
    var index = start
    var octets = SIMD4<UInt16>()
    for place in 0..<4 {
      if place > 0 {
        guard text[index] == UInt8(ascii: ".") else { return nil }
        index += 1
      }
      let first = index
      while index < first + 3, text[index].isDigit {
        octets[place] = octets[place] * 10 + UInt16(text[index] - 0x30)
        index += 1
      }
      guard index > first, octets[place] <= 255, index == first + 1 || text[first] != UInt8(ascii: "0") else {
        return nil
      }
    }
    let next = text[index]
    guard !next.isWord, next != UInt8(ascii: "-") || !text[index + 1].isLetter,
      next != UInt8(ascii: ".") || !text[index + 1].isWord
    else { return nil }
    // `Chrome/120.0.0.0`, but not `//203.0.113.7`; `1.2.3.4.5` and `x-1.2.3.4`.
    let before = text[start - 1]
    let earlier = text[start - 2]
    if before == UInt8(ascii: ".") || before == UInt8(ascii: "-") && !earlier.isDigit { return nil }
    if before == UInt8(ascii: "/"), earlier.isWord { return nil }
    // All of one digit: far more often the number of a version or a section.
    guard octets[0] > 9 || octets[1] > 9 || octets[2] > 9 || octets[3] > 9, isRouted(octets) else { return nil }
    return ContextWords.version.stand(before: start, in: &text) ? nil : index
  }

  /// Whether the address leads out of its network (IANA's special-purpose registry; documentation counts as routed).
  private static func isRouted(_ octets: SIMD4<UInt16>) -> Bool {
    switch octets[0] {
    case 0, 10, 127, 224...255: false
    case 100: octets[1] & 0xC0 != 64
    case 169: octets[1] != 254
    case 172: octets[1] & 0xF0 != 16
    case 192: octets[1] != 168
    // The number of a net or of a version rather than a host's.
    case 1...9: octets[1] != 0 || octets[2] != 0 || octets[3] != 0
    default: true
    }
  }

  /// The end of the IPv6 address of the global range (2000::/3) that starts with the digit 2 or 3 at `start`.
  static func versionSix(at start: Int, in text: inout ScannedText) -> Int? {
    guard text[start] == UInt8(ascii: "2") || text[start] == UInt8(ascii: "3") else { return nil }
    for offset in 1..<4 { guard text[start + offset].isHex else { return nil } }
    guard text[start + 4] == UInt8(ascii: ":"), text[start - 1] != UInt8(ascii: ":") else { return nil }
    var index = start + 4
    var groups = 1
    var isShortened = false
    while groups < 8, text[index] == UInt8(ascii: ":") {
      var group = index + 1
      if text[group] == UInt8(ascii: ":") {
        guard !isShortened else { return nil }
        isShortened = true
        group += 1
      }
      var end = group
      while end < group + 4, text[end].isHex { end += 1 }
      guard end > group else {
        // `2001:db8::` ends here; `2001:db8:` was a clause.
        index = text[group - 2] == UInt8(ascii: ":") ? group : index
        break
      }
      groups += 1
      index = end
    }
    guard groups == 8 || isShortened && groups >= 3, !text[index].isWord, text[index] != UInt8(ascii: ":") else {
      return nil
    }
    return index
  }
}
