/// MAC addresses: six bytes in hexadecimal, as IEEE 802 writes them and as Cisco does.
enum HardwareAddress {
  static let longest = 17

  static func end(at start: Int, in text: inout ScannedText) -> Int? {
    guard text[start].isHex, text[start + 1].isHex else { return nil }
    let separator = text[start + 2]
    if separator == UInt8(ascii: ":") || separator == UInt8(ascii: "-") {
      return end(at: start, groups: 6, of: 2, by: separator, in: &text)
    }
    guard separator.isHex, text[start + 3].isHex, text[start + 4] == UInt8(ascii: ".") else { return nil }
    return end(at: start, groups: 3, of: 4, by: UInt8(ascii: "."), in: &text)
  }

  private static func end(
    at start: Int, groups: Int, of size: Int, by separator: UInt8, in text: inout ScannedText
  ) -> Int? {
    // Fingerprints and IPv6 addresses consist of the same groups, and of more of them.
    guard text[start - 1] != separator, text[start - 1] != UInt8(ascii: ":") else { return nil }
    var index = start
    var sum = 0
    for group in 0..<groups {
      if group > 0 {
        guard text[index] == separator else { return nil }
        index += 1
      }
      for _ in 0..<size {
        let value = text[index].hexValue
        guard value != 255 else { return nil }
        sum += Int(value)
        index += 1
      }
    }
    guard sum > 0, sum < 12 * 15, !text[index].isWord else { return nil }
    return text[index] == separator && text[index + 1].isWord ? nil : index
  }
}
