import Foundation
import TextNormalising

/// Writes sentences in disguise, the way around that the normaliser undoes.
enum Disguising {
  static func leetspeak(_ text: String) -> String {
    let digits: [Character: Character] = ["a": "4", "e": "3", "i": "1", "o": "0", "s": "5"]
    return text.split(separator: " ").map { word -> String in
      guard word.count > 3 else { return String(word) }
      // Within the word only: at its ends a digit is a number.
      return String(word.prefix(1)) + String(word.dropFirst().dropLast().map { digits[$0] ?? $0 })
        + String(word.suffix(1))
    }.joined(separator: " ")
  }

  static func spaced(_ text: String, by separator: String) -> String {
    text.split(separator: " ").map { $0.map(String.init).joined(separator: separator) }.joined(separator: "   ")
  }

  static func rot13(_ text: String) -> String {
    String(
      decoding: text.utf8.map { byte -> UInt8 in
        let folded = byte | 0x20
        guard (0x61...0x7A).contains(folded) else { return byte }
        return byte + (folded < 0x6E ? 13 : 0) - (folded < 0x6E ? 0 : 13)
      }, as: UTF8.self)
  }

  static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  static func urlSafeBase64(_ text: String) -> String {
    base64(text).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  static func brokenBase64(_ text: String, lineEnd: String) -> String {
    let code = Array(base64(text))
    return stride(from: 0, to: code.count, by: 20).map { String(code[$0..<min($0 + 20, code.count)]) }
      .joined(separator: lineEnd)
  }

  static func hex(_ text: String, separator: String, prefix: String = "") -> String {
    text.utf8.map { prefix + padded(String($0, radix: 16), to: 2) }.joined(separator: separator)
  }

  static func binary(_ text: String, separator: String) -> String {
    text.utf8.map { padded(String($0, radix: 2), to: 8) }.joined(separator: separator)
  }

  static func percent(_ text: String) -> String {
    text.utf8.map { "%" + padded(String($0, radix: 16), to: 2) }.joined()
  }

  static func entities(_ text: String) -> String { text.unicodeScalars.map { "&#\($0.value);" }.joined() }

  static func escapes(_ text: String) -> String {
    text.utf16.map { "\\u" + padded(String($0, radix: 16), to: 4) }.joined()
  }

  static func tags(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { view.append(Unicode.Scalar(0xE0000 + scalar.value) ?? " ") }
    return String(view)
  }

  static func morse(_ text: String) -> String {
    let codes = Array(
      ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.."
        .split(separator: " "))
    return text.split(separator: " ").map { word in
      word.utf8.map { String(codes[Int($0) - 97]) }.joined(separator: " ")
    }.joined(separator: " / ")
  }

  private static func padded(_ text: String, to length: Int) -> String {
    String(repeating: "0", count: length - text.count) + text
  }
}
