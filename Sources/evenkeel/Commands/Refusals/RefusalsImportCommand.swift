import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals import`.
struct RefusalsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take records and their reviews from another log or a JSONL export.",
    discussion: """
      A record that is here already stays as it is; its review is added when it is newer than the one that stands \
      here. Importing the same file twice changes nothing. Rows that are no records are told of and left out, and the exit \
      code is 1 then.
      """)

  private static let batch = 500

  @Argument(
    help: ArgumentHelp(
      "A file of `evenkeel refusals export --format jsonl`, `-` for stdin, a refusals.sqlite, or a data folder.",
      valueName: "source"))
  var source: String

  @OptionGroup var place: DataOptions

  func run() throws {
    let log = try place.settings().logPlace
    let progress = TerminalProgress()
    var outcome = ImportOutcome()
    do {
      let store = try RefusalStore(log)
      var batch: [RefusalRecord] = []
      func write() throws {
        let part = try store.importRecords(batch)
        batch.removeAll(keepingCapacity: true)
        outcome.written += part.written
        outcome.duplicates += part.duplicates
        outcome.rejected += part.rejected
        outcome.reviews += part.reviews
        progress.show("\(outcome.written + outcome.duplicates + outcome.rejected) records")
      }
      let report = { (line: String) in progress.report("evenkeel: \(line)") }
      let bad = try RecordSource(source).read(limit: .max, report: report) { record in
        batch.append(record)
        if batch.count == Self.batch { try write() }
      }
      try write()
      progress.clear()
      print(
        "\(outcome.written) records and \(outcome.reviews) reviews imported, \(outcome.duplicates) were there before")
      if bad + outcome.rejected > 0 {
        throw CommandFailure(
          .failed, "\(bad + outcome.rejected) rows are no records of a refusal log and were left out")
      }
    } catch let error as RefusalLogError {
      progress.clear()
      throw CommandFailure(.failed, error.description)
    }
  }
}
