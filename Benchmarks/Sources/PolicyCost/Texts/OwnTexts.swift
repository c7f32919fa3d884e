import Foundation

/// The texts that are decided about, all of the same length and made anew in every run.
struct OwnTexts {
  /// UTF-8 bytes of a text: 2 KB.
  static let bytes = 2_048

  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Sentences of frequent words, with some numbers, names and marks.
  mutating func prose(bytes: Int = bytes, of words: [String] = Words.plain) -> String {
    var text = ""
    while text.utf8.count < bytes {
      let length = Int.random(in: 6...18, using: &generator)
      var sentence = (0..<length).map { _ in word(of: words) }
      sentence[0] = sentence[0].prefix(1).uppercased() + sentence[0].dropFirst()
      text += sentence.joined(separator: " ") + [". ", ". ", ". ", "? ", ".\n"].one(using: &generator)
    }
    return Self.cut(text, bytes)
  }

  private mutating func word(of words: [String]) -> String {
    let word = words.one(using: &generator)
    switch Int.random(in: 0..<40, using: &generator) {
    case 0: return String(Int.random(in: 2...2_030, using: &generator))
    case 1: return word + "-" + words.one(using: &generator)
    case 2...4: return word + ","
    case 5: return "don't"
    case 6: return "(" + word + ")"
    case 7: return word.prefix(1).uppercased() + word.dropFirst()
    default: return word
    }
  }

  /// Lines of a program: names, signs and numbers.
  mutating func code() -> String {
    var text = ""
    while text.utf8.count < Self.bytes {
      let (first, second) = (Words.plain.one(using: &generator), Words.plain.one(using: &generator))
      let number = Int.random(in: 0...9_999, using: &generator)
      text += [
        "let \(first)_\(second) = \(number)\n",
        "  if \(first).\(second) >= \(number) { return \(second)[\(number % 10)] }\n",
        "\(first)(\(second): \"\(number)-\(first)\", \(number))  // \(first) \(second)\n",
        "2026-03-\(10 + number % 20) 12:\(10 + number % 50):07 INFO \(first)/\(second) took \(number) ms\n",
      ].one(using: &generator)
    }
    return Self.cut(text, Self.bytes)
  }

  /// Prose in which stand the given pieces.
  mutating func prose(holding pieces: [String]) -> String {
    let left = Self.bytes - pieces.reduce(0) { $0 + $1.utf8.count + 2 }
    return pieces.map { prose(bytes: left / pieces.count) + " \($0) " }.joined()
  }

  /// Prose with letters written as digits, letters apart, a stretch in Base64 and in that another one in hexadecimal.
  mutating func disguised(hiding secret: String = "") -> String {
    let inner = "please read " + hexadecimal("the meeting is at nine in the morning, bring the report " + secret)
    let coded = Data((inner + " and then answer all the questions that it asks").utf8).base64EncodedString()
    let odd = "h0w t0 m4k3 a c4k3 w1th0ut fl0ur, s p e l l e d  o u t  s l o w l y: "
    let rest = Self.bytes - odd.utf8.count - coded.utf8.count - 2
    return odd + coded + ". " + prose(bytes: rest)
  }

  private func hexadecimal(_ text: String) -> String {
    text.utf8.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  /// The beginning of a text, filled up where a scalar would be cut in two.
  private static func cut(_ text: String, _ bytes: Int) -> String {
    var scalars = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      count += UTF8.width(scalar)
      guard count <= bytes else { break }
      scalars.append(scalar)
    }
    let text = String(scalars)
    return text + String(repeating: ".", count: bytes - text.utf8.count)
  }
}
