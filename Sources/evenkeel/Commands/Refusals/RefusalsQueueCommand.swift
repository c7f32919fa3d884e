import ArgumentParser
import RefusalLog

/// `evenkeel refusals queue`.
struct RefusalsQueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "List what nobody has reviewed yet, in the order in which to review it.",
    discussion: """
      One row is one group of records whose prompts are the same or nearly so: first those that an app appealed \
      against, then those with the most unreviewed records, then the newest. The filters choose groups by their \
      unreviewed records; the numbers are of the whole group. `evenkeel refusals review ID --group` reviews all of it.

      Groups records that came since the last time, which writes to the log.
      """)

  @OptionGroup var place: DataOptions
  @OptionGroup var choice: RefusalFilterOptions

  @Option(help: "The most items to list.")
  var limit = 20

  @Flag(
    help: ArgumentHelp(
      "List feedback on decisions that have no record instead, the newest first.",
      discussion: "Such as answers that were given and should have been refused. The filters do not apply."))
  var unrecorded = false

  @Flag(help: "Print each item as a line of JSON.")
  var json = false

  func validate() throws {
    guard (1...10_000).contains(limit) else { throw ValidationError("--limit has to be in 1...10000.") }
  }

  func run() throws {
    if unrecorded { return try listFeedback() }
    let filter = try choice.filter()
    try place.changing { store in
      let progress = TerminalProgress()
      try store.groupNewRecords { progress.show("\($0) records grouped") }
      progress.clear()
      let items = try store.queue(filter, limit: limit)
      if json {
        for item in items { print(item.jsonLine) }
        return
      }
      if !items.isEmpty { print(RefusalListing.table(of: items).text(width: Terminal.width)) }
      let state = try store.progress(filter)
      print("\(state.items) items wait; \(state.reviewed) of \(state.total) records are reviewed.")
    }
  }

  private func listFeedback() throws {
    try place.reading { store in
      let feedback = try store.feedbackWithoutRecord(limit: limit)
      if json {
        for entry in feedback { print(entry.jsonLine) }
        return
      }
      guard !feedback.isEmpty else { return print("No feedback without a record.") }
      print(RefusalListing.table(of: feedback).text(width: Terminal.width))
    }
  }
}
