package import Foundation
package import RefusalLog

/// What is wrong with a row of exported records; never what it holds.
package struct RecordRowFault: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(description: String) { self.description = description }
}

extension RefusalRecord {
  /// A line of `evenkeel refusals export --format jsonl`, with scores that are probabilities.
  package init(row: Data) throws(RecordRowFault) {
    do {
      self = try JSONDecoder().decode(RefusalRecord.self, from: row)
    } catch let error as DecodingError {
      throw RecordRowFault(description: Self.words(error))
    } catch {
      throw RecordRowFault(description: "the row is not valid JSON")
    }
    let scores =
      [("prompt_harm", promptHarm), ("attack", attack), ("answer_harm", answerHarm), ("refusal_score", refusalScore)]
      + categories.map { ("categories", Optional($0.value)) }
    for (key, score) in scores {
      guard let score else { continue }
      guard (0...1).contains(score) else { throw RecordRowFault(description: "`\(key)` is no probability") }
    }
  }

  private static func words(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "the row has no `\(key.stringValue.printable)`"
    case .typeMismatch(_, let context), .valueNotFound(_, let context): unreadable(context)
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "the row is not valid JSON" : unreadable(context)
    @unknown default: "the row is no record"
    }
  }

  private static func unreadable(_ context: DecodingError.Context) -> String {
    guard let key = context.codingPath.first else { return "the row is no record, but another kind of JSON" }
    return "`\(key.stringValue.printable)` cannot be read"
  }
}
