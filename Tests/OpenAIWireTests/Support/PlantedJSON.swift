import OpenAIWire
import Taxonomy

/// Random JSON with markers in its strings: unescaped ASCII, each at one place, so that the document without them is had
/// by replacing them in its bytes.
struct PlantedJSON {
  var generator: SeededGenerator
  private(set) var markers: [String] = []
  /// Whether a key holds a marker already: several would be numbered when they are redacted.
  private var hasMarkedKey = false

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Begins a new document.
  mutating func reset() {
    markers = []
    hasMarkedKey = false
  }

  /// The document with labels in the place of its markers.
  func redacted(_ json: String) -> String {
    markers.reduce(json) { $0.replacing($1, with: SecretRequest.label.text) }
  }

  mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }

  /// A string of words, some of them markers.
  mutating func string() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<5, using: &generator) {
      if chance(3) {
        markers.append("<\(markers.count)>")
        text += markers[markers.count - 1]
      } else {
        let words = ["a ", "über ", #"\"b\" "#, #"\\ "#, #"\n"#, #"\ud83d\ude00"#, "日本", #"\u0063"#, "end"]
        text += words.randomElement(using: &generator) ?? ""
      }
    }
    return "\"\(text)\""
  }

  /// A value of any type.
  mutating func value(depth: Int = 0) -> String {
    switch Int.random(in: 0..<(depth > 2 ? 4 : 6), using: &generator) {
    case 0, 1: return string()
    case 2: return ["0", "-1.50e3", "12345678901234567890"].randomElement(using: &generator) ?? "0"
    case 3: return ["true", "false", "null"].randomElement(using: &generator) ?? "null"
    case 4:
      let values = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in value(depth: depth + 1) }
      return "[\(values.joined(separator: space() + ","))]"
    default:
      var members = (0..<Int.random(in: 0..<4, using: &generator)).map { "\"key \($0)\":\(value(depth: depth + 1))" }
      if !hasMarkedKey, chance(3) {
        hasMarkedKey = true
        markers.append("<\(markers.count)>")
        members.append("\"\(markers[markers.count - 1])\":1")
      }
      return object(members)
    }
  }

  /// An object of these members, in any order.
  mutating func object(_ members: [String]) -> String {
    let ordered = members.shuffled(using: &generator).map { space() + $0 }
    return "{\(ordered.joined(separator: ","))\(space())}"
  }

  mutating func space() -> String { ["", "", " ", "\n\t"].randomElement(using: &generator) ?? "" }
}
