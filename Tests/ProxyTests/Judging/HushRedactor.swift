import Proxy
import Taxonomy

/// Takes out every `hush`, and every run of four or more digits.
struct HushRedactor: AnswerRedacting {
  static let hush = RedactionLabel("[H]") ?? { preconditionFailure("a label that is none") }()
  static let digits = RedactionLabel("[N]") ?? { preconditionFailure("a label that is none") }()

  func redactions(in text: String, from start: Int, isComplete: Bool) -> AnswerRedactions {
    let bytes = Array(text.utf8)
    let word = Array("hush".utf8)
    var found: [TextRedaction] = []
    var index = start
    while index < bytes.count {
      let digits = bytes[index...].prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      if digits >= 4 { found.append(TextRedaction(range: index..<index + digits, label: Self.digits)) }
      // A run at the end is reported as it is, and is open.
      if digits > 0, index + digits == bytes.count, !isComplete { break }
      if digits > 0 {
        index += digits
        continue
      }
      let rest = bytes[index...].prefix(word.count)
      if rest.elementsEqual(word) {
        found.append(TextRedaction(range: index..<index + word.count, label: Self.hush))
        index += word.count
      } else if !isComplete, index + rest.count == bytes.count, word.starts(with: rest) {
        break
      } else {
        index += 1
      }
    }
    return AnswerRedactions(found: found, openFrom: index)
  }

  /// A text as it must be released.
  static func redacted(_ text: String) -> String {
    var result: [UInt8] = []
    var copied = 0
    let bytes = Array(text.utf8)
    for found in HushRedactor().redactions(in: text, from: 0, isComplete: true).found {
      result += bytes[copied..<found.range.lowerBound]
      result += found.label.text.utf8
      copied = found.range.upperBound
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  /// Whether a text holds what is to be taken out.
  static func isClean(_ text: String) -> Bool {
    HushRedactor().redactions(in: text, from: 0, isComplete: true).found.isEmpty
  }
}
