import OpenAIWire
import Taxonomy

/// Random chat requests with secrets in their strings, and the bytes that they must become when the secrets are
/// redacted: everything is written twice at once, with the secrets and with labels in their place.
struct SecretRequest {
  static let label = RedactionLabel("[X_1]") ?? { preconditionFailure("a label that is none") }()

  private var generator: SeededGenerator
  private var count = 0
  /// Whether a key holds a secret already: several would be numbered.
  private var hasSecretKey = false
  private(set) var secrets: [String] = []

  /// What is written: as it comes, and as it must go out.
  struct Written {
    var body = ""
    var expected = ""

    static func + (left: Written, right: Written) -> Written {
      Written(body: left.body + right.body, expected: left.expected + right.expected)
    }

    static func both(_ text: String) -> Written { Written(body: text, expected: text) }
  }

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func request() -> Written {
    secrets = []
    hasSecretKey = false
    var fields: [Written] = []
    if chance(3) { fields.append(.both(#""model" : "tiny","seed":12345678901234567890,"temperature":0.10"#)) }
    if chance(3) { fields.append(member("stop_words", value(depth: 0))) }
    if chance(3) { fields.append(.both(#""tools":[{"type":"function","function":"#) + value(depth: 0) + .both("}]")) }
    let messages = (0..<Int.random(in: 1...5, using: &generator)).map { _ in message() }
    fields.append(.both(#""messages"\#(space()):[\#(space())"#) + joined(messages) + .both("]"))
    fields.shuffle(using: &generator)
    return .both("{" + space()) + joined(fields) + .both(space() + "}")
  }

  private mutating func message() -> Written {
    let role =
      ["system", "developer", "user", "assistant", "tool", "critic"].randomElement(using: &generator) ?? "user"
    var fields: [Written] = [.both(#""role":"\#(role)""#)]
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: fields.append(.both(#""content":null"#))
    case 1, 2: fields.append(member("content", string()))
    default: fields.append(member("content", parts()))
    }
    if chance(3) { fields.append(member("x_note", value(depth: 0))) }
    if chance(3) { fields.append(member("tool_calls", .both("[") + call() + .both("]"))) }
    fields.shuffle(using: &generator)
    return .both("{") + joined(fields) + .both("}")
  }

  /// Content parts; sometimes a secret begins in one and ends in the next.
  private mutating func parts() -> Written {
    func part(_ text: Written) -> Written { .both(#"{"type":"text","text":"#) + text + .both("}") }
    guard chance(2) else { return .both("[") + joined([part(string()), part(string())]) + .both("]") }
    // Two letters at the border, which have the parts judged joined by nothing too.
    let (head, tail) = ("q\(next())head", "tail\(count)q")
    secrets.append(head + tail)
    // The same writing on both sides.
    let lead = written("so ")
    let second = written(" and on")
    let opened = Written(body: "\"" + lead + written(head) + "\"", expected: "\"" + lead + Self.label.text + "\"")
    let closed = Written(body: "\"" + written(tail) + second + "\"", expected: "\"" + second + "\"")
    return .both("[") + joined([part(opened), part(closed)]) + .both("]")
  }

  private mutating func call() -> Written {
    if chance(4) { return .both(#"{"type":"custom","custom":{"name":"g","input":"#) + string() + .both("}}") }
    // JSON inside a JSON string: what is inside is written first, escapes and all.
    let inner = .both("{") + joined([member("q", string()), member("n", innerNumber())]) + .both("}")
    // Outside, only what must be escaped is, so that both sides agree.
    let outer = Written(body: escaped(inner.body), expected: escaped(inner.expected))
    return .both(#"{"id":"c1","function":{"name":"f","arguments":""#) + outer + .both(#""}}"#)
  }

  private mutating func innerNumber() -> Written {
    guard chance(2) else { return .both("17") }
    let number = "4111\(100_000 + next())"
    secrets.append(number)
    return Written(body: number, expected: "\"\(Self.label.text)\"")
  }

  private mutating func value(depth: Int) -> Written {
    switch Int.random(in: 0..<(depth > 2 ? 3 : 5), using: &generator) {
    case 0, 1: return string()
    case 2: return .both(["0", "-1.50e3", "true", "null"].randomElement(using: &generator) ?? "0")
    case 3:
      return .both("[") + joined((0..<Int.random(in: 1..<4, using: &generator)).map { _ in value(depth: depth + 1) })
        + .both("]")
    default:
      var members = (0..<Int.random(in: 1..<4, using: &generator)).map { _ in
        member("k\(next())", value(depth: depth + 1))
      }
      if !hasSecretKey, chance(3) {
        hasSecretKey = true
        members.append(string() + .both(":1"))
      }
      return .both("{") + joined(members) + .both("}")
    }
  }

  private func member(_ name: String, _ value: Written) -> Written { .both("\"\(name)\":") + value }

  private mutating func joined(_ parts: [Written]) -> Written {
    var result = Written()
    for (index, part) in parts.enumerated() {
      if index > 0 { result = result + .both(space() + "," + space()) }
      result = result + part
    }
    return result
  }

  /// A string of words, of which some are secrets.
  private mutating func string() -> Written {
    var result = Written.both("\"")
    for _ in 0..<Int.random(in: 0..<6, using: &generator) {
      if chance(3) {
        let secret = "<\(next())é😀>"
        secrets.append(secret)
        result = result + Written(body: written(secret), expected: Self.label.text)
      } else {
        let words = ["a ", "über ", "日本 ", "\"quoted\"", "back\\slash", "line\n", "🙂", "/", "\u{1}", "\u{2028}"]
        result = result + .both(written(words.randomElement(using: &generator) ?? ""))
      }
    }
    return result + .both("\"")
  }

  private mutating func next() -> Int {
    count += 1
    return count
  }

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }

  private mutating func space() -> String { ["", "", "", " ", "\n\t"].randomElement(using: &generator) ?? "" }

  private func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      default: String(scalar)
      }
    }.joined()
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
