import Foundation
import OpenAIWire

/// Answers that a fuzzer begins with: of every dialect, as its upstreams write them.
enum AnswerSeeds {
  /// Writes each answer as a file.
  static func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var random = SplitMix(seed: 81)
    for (number, dialect) in Dialect.judged.enumerated() {
      for index in 0..<24 {
        let vocabulary = ScriptedAnswer.Vocabulary.hush.planting(index % 2 == 0 ? "BAD" : nil)
        let answer = ScriptedAnswer.random(in: dialect, vocabulary, length: 4, &random)
        let isStream = index % 4 != 3
        let head = FuzzedAnswer.head(
          dialect: number, isStream: isStream,
          release: FuzzedAnswer.Release.allCases[index % FuzzedAnswer.Release.allCases.count], redacts: index % 3 != 0,
          &random)
        let bytes = head + (isStream ? dialect.stream(answer, &random) : dialect.whole(answer))
        try Data(bytes).write(to: folder.appending(path: "\(dialect.rawValue)-\(index)"))
      }
    }
  }
}
