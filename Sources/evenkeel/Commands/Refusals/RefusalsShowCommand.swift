import ArgumentParser
import RefusalLog

/// `evenkeel refusals show`.
struct RefusalsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one record in full, with all that reviewers and its app said of it.",
    discussion: """
      The id may be cut short, from 4 digits on, as long as only one record begins so. Feedback is what the app sent to \
      /v1/feedback about this decision. --json prints the record alone, as `export --format jsonl` does.
      """)

  @Argument(
    help: ArgumentHelp("The decision id, from the list or from the header x-evenkeel-decision.", valueName: "id"))
  var id: String

  @OptionGroup var place: DataOptions

  @Flag(help: "Print the record as a line of JSON.")
  var json = false

  func run() throws {
    try place.reading { store in
      let record = try store.show(id)
      guard !json else { return print(record.jsonLine) }
      print(
        RefusalListing.card(
          of: record, history: try store.reviews(of: record.id), feedback: try store.feedback(on: record.id)))
    }
  }
}
