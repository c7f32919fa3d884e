import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals tail`.
struct RefusalsTailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail", abstract: "Print the last records and then new ones as they come, until it is stopped.")

  /// Between two looks, in seconds.
  private static let pause = 0.5

  @OptionGroup var place: DataOptions
  @OptionGroup var choice: RefusalFilterOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("How many of the records that are there come first.", valueName: "n"))
  var lines = 10

  @Option(help: ArgumentHelp("End after so many new records.", valueName: "n"))
  var count: Int?

  @Flag(help: "Print each record as a line of JSON, with all its fields.")
  var json = false

  func validate() throws {
    guard (0...100_000).contains(lines) else { throw ValidationError("--lines has to be in 0...100000.") }
    guard count.map({ $0 >= 0 }) ?? true else { throw ValidationError("--count has to be at least 0.") }
  }

  func run() throws {
    let filter = try choice.filter()
    try place.reading { store in
      let start = try store.latest(filter, limit: lines)
      show(start.records)
      var place = start.place
      var left = count ?? .max
      while left > 0 {
        let next = try store.records(after: place, filter)
        place = next.place
        show(next.records.prefix(left))
        left -= min(left, next.records.count)
        // A look that found something may have left the rest for the next.
        if next.records.isEmpty { Thread.sleep(forTimeInterval: Self.pause) }
      }
    }
  }

  private func show(_ records: some Sequence<RefusalRecord>) {
    for record in records {
      StandardOutput.write((json ? record.jsonLine : RefusalListing.line(of: record, width: Terminal.width)) + "\n")
    }
  }
}
