import ArgumentParser
import Foundation
import RefusalLog
import Taxonomy

/// Which records a command looks at. Several values of one kind are alternatives.
struct RefusalFilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only records of this time and later: `24h` or `7d` ago, a day, or a time.", valueName: "time"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Only these verdicts: \(Verdict.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "verdict"))
  var verdict: [String] = []

  @Option(help: ArgumentHelp("Only these apps.", valueName: "name"))
  var app: [String] = []

  @Option(help: ArgumentHelp("Only these policies.", valueName: "name"))
  var policy: [String] = []

  func filter() throws(CommandFailure) -> RefusalFilter {
    var verdicts: [Verdict] = []
    for word in verdict {
      guard let known = Verdict(rawValue: word) else {
        let all = Verdict.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        throw CommandFailure(.unusable, "no verdict `\(word)`: expected one of \(all)")
      }
      verdicts.append(known)
    }
    let start: Int64? = if let since { try SinceText.parse(since, now: Date()) } else { nil }
    return RefusalFilter(since: start, verdicts: verdicts, apps: app, policies: policy)
  }
}
