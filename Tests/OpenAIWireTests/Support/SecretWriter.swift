import OpenAIWire
import Taxonomy

/// Writes random JSON with secrets in its strings, and the bytes that it must become when the secrets are redacted:
/// everything is written twice at once, with the secrets and with labels in their place.
struct SecretWriter {
  /// What is written: as it comes, and as it must go out.
  struct Written {
    var body = ""
    var expected = ""

    static func + (left: Written, right: Written) -> Written {
      Written(body: left.body + right.body, expected: left.expected + right.expected)
    }

    static func both(_ text: String) -> Written { Written(body: text, expected: text) }
  }

  var generator: SeededGenerator
  private var count = 0
  private(set) var secrets: [String] = []

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func forget() { secrets = [] }

  mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }

  mutating func space() -> String { ["", "", "", " ", "\n\t"].randomElement(using: &generator) ?? "" }

  func member(_ name: String, _ value: Written) -> Written { .both("\"\(name)\":") + value }

  func constant(_ name: String, _ value: String) -> Written { .both("\"\(name)\":\"\(value)\"") }

  /// An object of members in a random order.
  mutating func object(_ members: [Written]) -> Written {
    .both("{" + space()) + joined(members.shuffled(using: &generator)) + .both(space() + "}")
  }

  mutating func array(_ elements: [Written]) -> Written { .both("[" + space()) + joined(elements) + .both("]") }

  mutating func joined(_ parts: [Written]) -> Written {
    var result = Written()
    for (index, part) in parts.enumerated() {
      if index > 0 { result = result + .both(space() + "," + space()) }
      result = result + part
    }
    return result
  }

  /// A string of words, of which some are secrets, written with random escapes. It begins and ends with a full stop, so
  /// that no word reaches over its border.
  mutating func string() -> Written {
    var result = Written.both("\".")
    for _ in 0..<Int.random(in: 0..<5, using: &generator) {
      if chance(2) {
        count += 1
        let secret = "<\(count)é😀>"
        secrets.append(secret)
        result = result + Written(body: written(secret), expected: SecretRequest.label.text)
      } else {
        let words = ["a ", "über ", "日本 ", "\"quoted\"", "back\\slash", "line\n", "🙂", "/", "\u{1}", "\u{2028}"]
        result = result + .both(written(words.randomElement(using: &generator) ?? ""))
      }
    }
    return result + .both(".\"")
  }

  /// JSON of any kind.
  ///
  /// - Parameter numbers: whether numbers may be secrets, which become strings.
  mutating func value(depth: Int = 0, numbers: Bool = false) -> Written {
    switch Int.random(in: 0..<(depth > 2 ? 3 : 5), using: &generator) {
    case 0, 1: return string()
    case 2:
      guard numbers, chance(2) else {
        return .both(["0", "-1.50e3", "true", "null"].randomElement(using: &generator) ?? "0")
      }
      count += 1
      let number = "4111\(100_000 + count)"
      secrets.append(number)
      return Written(body: number, expected: "\"\(SecretRequest.label.text)\"")
    case 3:
      return array(
        (0..<Int.random(in: 1..<4, using: &generator)).map { _ in value(depth: depth + 1, numbers: numbers) })
    default: return map(depth: depth, numbers: numbers)
    }
  }

  /// An object with keys of its own.
  mutating func map(depth: Int = 0, numbers: Bool = false) -> Written {
    let members = (0..<Int.random(in: 1..<4, using: &generator)).map { index in
      member("k\(index)", value(depth: depth + 1, numbers: numbers))
    }
    return object(members)
  }

  /// Text as it stands in a JSON string, with random escapes.
  private mutating func written(_ text: String) -> String {
    let escapesAll = chance(4)
    return text.unicodeScalars.map { scalar -> String in
      if scalar == "\"" { return "\\\"" }
      if scalar == "\\" { return "\\\\" }
      if scalar == "\n", !escapesAll { return "\\n" }
      guard scalar.value < 0x20 || escapesAll else { return String(scalar) }
      return String(scalar).utf16.map { unit in
        let digits = String(unit, radix: 16, uppercase: unit & 1 == 0)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }.joined()
  }
}
