import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals stats`.
struct RefusalsStatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count records and requests, with the rates that follow.",
    discussion: """
      The false-refusal rate is the share of requests with a prompt judged safe that the model refused; the block rate \
      is the share of all requests that a rule refused or cut. Both are shown for the whole time and by policy, model \
      and app. Records are counted by verdict and by hazard category too; requests are not counted by category, so \
      there is no rate of one. Counts are kept by the hour: the hours of --since and --until count whole.

      --by hour or --by day prints one line for each hour or day instead, the oldest first. Times are UTC.

      Examples:
        evenkeel refusals stats --since 7d
        evenkeel refusals stats --since 24h --by hour --app shop
        evenkeel refusals stats --since 2026-11-01 --until 2026-12-01 --json
      """)

  @OptionGroup var place: DataOptions

  @Option(help: ArgumentHelp("Only this time and later: `24h` or `7d` ago, a day, or a time.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only what was before this time.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("Only this app.", valueName: "name"))
  var app: String?

  @Option(help: ArgumentHelp("Only this model, as clients named it.", valueName: "name"))
  var model: String?

  @Option(help: ArgumentHelp("Only this policy.", valueName: "name"))
  var policy: String?

  @Option(help: ArgumentHelp("One line for each `hour` or `day`.", valueName: "span"))
  var by: RefusalStats.Span?

  @Flag(help: "Print everything as JSON: one object with days, or with --by a list.")
  var json = false

  func run() throws {
    let now = Date()
    let start: Int64? = if let since { try SinceText.parse(since, now: now) } else { nil }
    let end: Int64? = if let until { try SinceText.parse(until, now: now) } else { nil }
    try place.reading { store in
      if let by {
        let points = try store.series(by: by, since: start, until: end, app: app, model: model, policy: policy)
        return print(try json ? Self.json(points) : RefusalStatsListing.text(of: points, by: by, width: Terminal.width))
      }
      let stats = try store.stats(since: start, until: end, app: app, model: model, policy: policy)
      print(try json ? Self.json(stats) : RefusalStatsListing.text(of: stats, width: Terminal.width))
    }
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension RefusalStats.Span: ExpressibleByArgument {}
