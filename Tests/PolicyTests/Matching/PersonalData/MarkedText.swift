import Foundation
import Policy
import Testing

/// A line of a fixture: a kind, a text in which «» mark what must be found, and why it is there.
struct MarkedText: Sendable, CustomTestStringConvertible {
  /// Nil for `*`, which means all kinds.
  var kind: PersonalDataKind?
  var text: String
  /// UTF-8 ranges of the marked parts.
  var marked: [Range<Int>]
  var reason: String

  var testDescription: String { "\(kind?.rawValue ?? "any"): \(text) (\(reason))" }

  /// Reads a line of kind, text and reason with tabs between; `\n` in the text is a line feed.
  init(line: String) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    precondition(fields.count == 3, "not three fields: \(line)")
    precondition(fields[0] == "*" || PersonalDataKind(rawValue: String(fields[0])) != nil, "unknown kind: \(line)")
    kind = PersonalDataKind(rawValue: String(fields[0]))
    reason = String(fields[2])
    var bytes: [UInt8] = []
    marked = []
    var start = 0
    for character in fields[1].replacingOccurrences(of: "\\n", with: "\n") {
      switch character {
      case "«": start = bytes.count
      case "»": marked.append(start..<bytes.count)
      default: bytes += character.utf8
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The lines of a fixture.
  static func lines(of name: String) -> [MarkedText] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/personal-data/\(name).tsv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").map { MarkedText(line: String($0)) }
  }

  static let found = lines(of: "found")
  static let nearMisses = lines(of: "near-misses")
}
