/// Random JSON documents, written in random ways, with the strings that a reader must find in them.
struct RandomJSON {
  var generator: SeededGenerator
  /// The words of the last document: keys and strings in order, empty ones left out.
  private(set) var words: [String] = []

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func document() -> String {
    words = []
    return value(depth: 0)
  }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 5 ? 4 : 7), using: &generator) {
    case 0: return string()
    case 1: return number()
    case 2: return ["true", "false", "null"].randomElement(using: &generator) ?? "null"
    case 3: return string()
    case 4, 5: return object(depth: depth)
    default:
      let count = Int.random(in: 0..<5, using: &generator)
      let elements = (0..<count).map { _ in space() + value(depth: depth + 1) + space() }
      return "[" + (elements.isEmpty ? space() : elements.joined(separator: ",")) + "]"
    }
  }

  private mutating func object(depth: Int) -> String {
    // Mostly few keys, sometimes enough for the table of a large object.
    let count = Int.random(in: 0..<20, using: &generator) == 0 ? 40 : Int.random(in: 0..<5, using: &generator)
    let members = (0..<count).map { index in
      // The number makes the key unique; a letter in front of it, so that it never looks like another key's tail.
      space() + string(suffix: "k\(index)") + space() + ":" + space() + value(depth: depth + 1) + space()
    }
    return "{" + (members.isEmpty ? space() : members.joined(separator: ",")) + "}"
  }

  private mutating func number() -> String {
    let numbers = ["0", "-0", "1", "-17", "3.25", "1e5", "1E-7", "-2.5e+3", "123456789012345678901234567890", "0.1"]
    return numbers.randomElement(using: &generator) ?? "0"
  }

  private mutating func space() -> String {
    ["", "", "", " ", "\n", "\t\r\n  "].randomElement(using: &generator) ?? ""
  }

  private mutating func string(suffix: String = "") -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<30, using: &generator) { text.unicodeScalars.append(scalar()) }
    text += suffix
    if !text.isEmpty { words.append(text) }
    return "\"" + text.unicodeScalars.map { written($0) }.joined() + "\""
  }

  private mutating func scalar() -> Unicode.Scalar {
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0x20...0x7E, 0x00...0x1F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF,
      0x10000...0x10FFFF,
    ]
    let range = ranges.randomElement(using: &generator) ?? 0x20...0x7E
    return Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "?"
  }

  /// A scalar in a string, escaped where it must be and sometimes where it need not be.
  private mutating func written(_ scalar: Unicode.Scalar) -> String {
    let short: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "/": "\\/", "\u{8}": "\\b", "\u{C}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t",
    ]
    let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
    if let escape = short[scalar], mustEscape || Bool.random(using: &generator) { return escape }
    guard mustEscape || Int.random(in: 0..<8, using: &generator) == 0 else { return String(scalar) }
    let isUpper = Bool.random(using: &generator)
    return String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16, uppercase: isUpper)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
