import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals stats`.
struct RefusalsStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count records and requests, with the rates that follow.",
    discussion: """
      The false-refusal rate is the share of requests with a prompt judged safe that the model refused; the block rate \
      is the share of all requests that a rule refused or cut.
      """)

  @OptionGroup var place: DataOptions

  @Option(help: ArgumentHelp("Only this time and later: `24h` or `7d` ago, a day, or a time.", valueName: "time"))
  var since: String?

  @Flag(help: "Print everything as one JSON object, with days.")
  var json = false

  func run() throws {
    let start: Int64? = if let since { try SinceText.parse(since, now: Date()) } else { nil }
    try place.reading { store in
      let stats = try store.stats(since: start)
      guard json else { return print(RefusalStatsListing.text(of: stats, width: Terminal.width)) }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(stats), as: UTF8.self))
    }
  }
}
