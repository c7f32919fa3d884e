import ArgumentParser
import Foundation
import RefusalLog
import Taxonomy

/// Which records a command looks at. Several values of one kind are alternatives.
struct RefusalFilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only records of this time and later: `24h` or `7d` ago, a day, or a time.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only records from before this time.", valueName: "time"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Only these verdicts: \(Verdict.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "verdict"))
  var verdict: [String] = []

  @Option(help: ArgumentHelp("Only these apps.", valueName: "name"))
  var app: [String] = []

  @Option(help: ArgumentHelp("Only these models, as clients named them.", valueName: "name"))
  var model: [String] = []

  @Option(help: ArgumentHelp("Only these policies.", valueName: "name"))
  var policy: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only records with these reviews: \(ReviewLabel.allCases.map(\.rawValue).joined(separator: ", ")), or none.",
      valueName: "label"))
  var label: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only records whose judged text scored 0.5 or more in one of these hazard categories.", valueName: "category"))
  var category: [String] = []

  @Option(help: ArgumentHelp("Only records of these users, by the pseudonym in `user_key`.", valueName: "hash"))
  var user: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only records with this text in the prompt or the answer, where they are kept; ASCII letters in either case.",
      valueName: "text"))
  var text: String?

  func filter() throws(CommandFailure) -> RefusalFilter {
    let start: Int64? = if let since { try SinceText.parse(since, now: Date()) } else { nil }
    let end: Int64? = if let until { try SinceText.parse(until, now: Date()) } else { nil }
    var filter = RefusalFilter(
      since: start, until: end, verdicts: try Self.words(verdict, "verdict"), apps: app, models: model,
      policies: policy,
      categories: try Self.words(category, "category"), userKeys: user)
    if label == ["none"] { filter.isReviewed = false } else { filter.labels = try Self.words(label, "label") }
    if let text {
      guard (1...RefusalFilter.textByteLimit).contains(text.utf8.count) else {
        throw CommandFailure(.unusable, "`--text` takes 1 to \(RefusalFilter.textByteLimit) bytes")
      }
      filter.text = text
    }
    return filter
  }

  private static func words<Word: RawRepresentable<String> & CaseIterable>(
    _ typed: [String], _ what: String
  ) throws(CommandFailure) -> [Word] {
    var words: [Word] = []
    for text in typed { words.append(try RefusalWord.parse(text, what)) }
    return words
  }
}
