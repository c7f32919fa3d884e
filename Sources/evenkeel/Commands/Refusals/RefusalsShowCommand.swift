import ArgumentParser
import RefusalLog

/// `evenkeel refusals show`.
struct RefusalsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one record in full, with all that reviewers said of it.")

  @Argument(
    help: ArgumentHelp("The decision id, from the list or from the header x-evenkeel-decision.", valueName: "id"))
  var id: String

  @OptionGroup var place: DataOptions

  @Flag(help: "Print the record as a line of JSON.")
  var json = false

  func run() throws {
    try place.reading { store in
      let record = try store.show(id)
      print(json ? record.jsonLine : RefusalListing.card(of: record, history: try store.reviews(of: record.id)))
    }
  }
}
