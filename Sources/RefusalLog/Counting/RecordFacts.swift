import Foundation
import Taxonomy

/// What a record is counted by, as the database holds it.
struct RecordFacts: Sendable, Equatable {
  /// Hours since 1970 (UTC).
  var hour: Int64
  var app: String
  /// Empty when the client named none.
  var model: String
  var policy: String
  var verdict: String
  /// The hazard categories that the record is of.
  var categories: [String]

  init(_ record: RefusalRecord) {
    hour = record.milliseconds / 3_600_000
    app = record.app
    model = record.model ?? ""
    policy = record.policy.name
    verdict = record.verdict.rawValue
    categories = Self.categories(in: record.categories)
  }

  /// - Parameter first: where `columns` begin in the row.
  init(_ row: SQLRow, first: Int) throws {
    hour = try row.int64(first) / 3_600_000
    app = try row.text(first + 1)
    model = try row.optionalText(first + 2) ?? ""
    policy = try row.text(first + 3)
    verdict = try row.text(first + 4)
    let json = try row.text(first + 5)
    guard json != "{}" else {
      categories = []
      return
    }
    let scores = try? JSONDecoder().decode([String: Double].self, from: Data(json.utf8))
    // What cannot be read is of no category, as in a search for one.
    categories = Self.categories(in: scores ?? [:])
  }

  static let columns = "time_ms, app, model, policy, verdict, categories"
  static let columnsWithoutCategories = "time_ms, app, model, policy, verdict, '{}'"

  private static func categories(in scores: [String: Double]) -> [String] {
    scores.compactMap { name, score in
      score.isFinite && score >= RefusalFilter.categoryThreshold && HazardCategory(rawValue: name) != nil ? name : nil
    }
  }
}
