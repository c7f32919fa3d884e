/// `user:password` in a URL (RFC 3986, section 3.2.1), without the `@` behind it.
enum URLCredentials {
  private static let longestUser = 64
  private static let longestPassword = 256
  static let longest = longestUser + 1 + longestPassword

  /// The range behind the `://` that starts at `colon`.
  static func range(after colon: Int, in text: inout ScannedText) -> Range<Int>? {
    guard text[colon + 1] == UInt8(ascii: "/"), text[colon + 2] == UInt8(ascii: "/") else { return nil }
    guard text[colon - 1].isAlphanumeric, text[colon - 2].isAlphanumeric else { return nil }
    let start = colon + 3
    var index = start
    while index - start <= longestUser, isAllowed(text[index]) { index += 1 }
    guard text[index] == UInt8(ascii: ":"), index - start <= longestUser else { return nil }
    let password = index + 1
    index = password
    while index - password <= longestPassword, isAllowed(text[index]) || text[index] == UInt8(ascii: ":") {
      index += 1
    }
    guard text[index] == UInt8(ascii: "@"), index > password, index - password <= longestPassword else { return nil }
    let host = text[index + 1]
    guard host.isAlphanumeric || host == UInt8(ascii: "[") || host >= 0xC3 else { return nil }
    return isPlaceholder(password..<index, in: &text) ? nil : start..<index
  }

  /// Letters of user names and passwords; others would end the authority or the URL.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "$")...UInt8(ascii: "&"), UInt8(ascii: "*")...UInt8(ascii: "."),
      UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "~"):
      true
    default: byte.isWord || byte >= 0x80
    }
  }

  /// Words that documentation writes where a password would stand, and variables.
  private static func isPlaceholder(_ range: Range<Int>, in text: inout ScannedText) -> Bool {
    let first = text[range.lowerBound]
    if first == UInt8(ascii: "$") || first == UInt8(ascii: "%") && text[range.upperBound - 1] == first { return true }
    if !range.contains(where: { text[$0] != first }) { return true }
    for word in placeholders where range.count == word.utf8CodeUnitCount {
      if !range.contains(where: { (text[$0] | 0x20) != (unsafe word.utf8Start[$0 - range.lowerBound]) }) { return true }
    }
    return false
  }

  private static let placeholders: [StaticString] = [
    "password", "passwd", "pass", "pwd", "secret", "your-password", "yourpassword", "mypassword", "token", "passwort",
    "contrasena", "clave", "redacted", "hidden", "changeme",
  ]
}
