import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals export`.
struct RefusalsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write records to a file or to stdout, the oldest first.",
    discussion: "The file is made for its owner only, since it holds prompts, and is there once it is complete.")

  @OptionGroup var place: DataOptions
  @OptionGroup var choice: RefusalFilterOptions

  @Option(help: "`jsonl` or `csv`.")
  var format: ExportFormat = .jsonl

  @Option(name: .shortAndLong, help: ArgumentHelp("The file; stdout when it is left out.", valueName: "path"))
  var output: String?

  func run() throws {
    let filter = try choice.filter()
    try place.reading { store in
      do {
        let file = try OutputFile(output)
        let count = try store.export(format, filter) { row in try file.write(row) }
        try file.finish()
        if let output { print("\(count) records in \(output)") }
      } catch let error as CocoaError {
        throw CommandFailure(.failed, "the export was not written: \(error.localizedDescription)")
      }
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
