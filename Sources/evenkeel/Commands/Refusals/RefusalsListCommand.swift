import ArgumentParser
import RefusalLog
import Taxonomy

/// `evenkeel refusals list`.
struct RefusalsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List records, the newest first.",
    discussion: "A record's id may be cut short for `evenkeel refusals show`.")

  @OptionGroup var place: DataOptions
  @OptionGroup var choice: RefusalFilterOptions

  @Option(help: "The most records to list.")
  var limit = 20

  @Flag(
    help: ArgumentHelp(
      "One row for records whose prompts are the same or nearly so, those with the most records first.",
      discussion: "Groups records that came since the last time, which writes to the log."))
  var grouped = false

  @Flag(help: "Print each record as a line of JSON, with all its fields.")
  var json = false

  func validate() throws {
    guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit has to be in 1...1000000.") }
  }

  func run() throws {
    let filter = try choice.filter()
    if grouped { return try listGroups(filter) }
    try place.reading { store in
      let records = try store.list(filter, limit: limit)
      if json {
        for record in records { print(record.jsonLine) }
        return
      }
      guard !records.isEmpty else { return print("No records.") }
      print(RefusalListing.table(of: records).text(width: Terminal.width))
      let count = try store.count(filter)
      if count > records.count { print("\(records.count) of \(count) records; --limit shows more.") }
    }
  }

  private func listGroups(_ filter: RefusalFilter) throws {
    try place.changing { store in
      let progress = TerminalProgress()
      try store.groupNewRecords { progress.show("\($0) records grouped") }
      progress.clear()
      let groups = try store.groups(filter, limit: limit)
      if json {
        for group in groups { print(group.jsonLine) }
        return
      }
      guard !groups.isEmpty else { return print("No records.") }
      print(RefusalListing.table(of: groups).text(width: Terminal.width))
    }
  }
}
