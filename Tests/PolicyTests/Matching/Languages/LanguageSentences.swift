import Foundation

/// The sentences of the fixtures, written for these tests.
enum LanguageSentences {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/languages")

  private static func lines(of name: String) -> [String] {
    let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    return text.map { $0.split(separator: "\n").map(String.init) } ?? []
  }

  /// Sentences by the code that stands on a line of its own above them.
  static let byLanguage: [(code: String, sentences: [String])] = {
    var languages: [(code: String, sentences: [String])] = []
    for line in lines(of: "sentences.txt") {
      if line.utf8.count == 2 {
        languages.append((line, []))
      } else {
        languages[languages.count - 1].sentences.append(line)
      }
    }
    return languages
  }()

  /// Code, numbers and other lines without a language.
  static let unclear = lines(of: "unclear.txt")
}
