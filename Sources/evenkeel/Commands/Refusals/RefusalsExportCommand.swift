import ArgumentParser
import Foundation
import RefusalLog

/// `evenkeel refusals export`.
struct RefusalsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write reviewed records to a file or to stdout, the oldest first.",
    discussion: """
      Formats: jsonl and csv (everything of each record; `import` reads jsonl), xstest (XSTest's columns with \
      completions and labels), alpaca (a JSON array of instruction, input and output: safe prompts with the answer \
      that helps, harmful ones with the refusal), preference (JSON lines of prompt, chosen and rejected), policy-tests (a \
      file for `evenkeel policy test`). Safe and harmful are what reviewers say; with --unreviewed, what the verdict \
      says. The file is made for its owner only, since it holds prompts, and is there once it is complete; beside it \
      stands FILE.manifest.json with filters, counts, what was left out and why, and the SHA-256.
      """)

  @OptionGroup var place: DataOptions
  @OptionGroup var choice: RefusalFilterOptions

  @Option(
    help: ArgumentHelp("`jsonl`, `csv`, `xstest`, `alpaca`, `preference` or `policy-tests`.", valueName: "format"))
  var format: ExportFormat = .jsonl

  @Flag(help: "Records that nobody reviewed too.")
  var unreviewed = false

  @Option(
    help: ArgumentHelp(
      "For alpaca: draw so many of the harmful prompts. Safety-Tuned LLaMAs mixes 100, 300, 500, 1000, 1500 and 2000.",
      valueName: "n"))
  var mix: Int?

  @Option(help: ArgumentHelp("What decides the draw of --mix.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "For alpaca and preference: what a harmful prompt gets where no refusal of the model was kept.",
      discussion: "Without it such prompts are left out.", valueName: "text"))
  var refusal: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file; stdout when it is left out.", valueName: "path"))
  var output: String?

  func validate() throws {
    if let mix {
      guard format == .alpaca else { throw ValidationError("--mix is for --format alpaca.") }
      guard mix > 0 else { throw ValidationError("--mix has to be at least 1.") }
    }
    if let refusal {
      guard format == .alpaca || format == .preference else {
        throw ValidationError("--refusal is for --format alpaca and preference.")
      }
      guard !refusal.isEmpty else { throw ValidationError("--refusal has to have a text.") }
    }
  }

  func run() throws {
    var filter = try choice.filter()
    if !unreviewed, filter.isReviewed == nil { filter.isReviewed = true }
    let options = ExportOptions(mix: mix, seed: seed, refusal: refusal)
    try place.reading { store in
      do {
        let outcome = try export(from: store, filter, options)
        if output != nil { print(summary(outcome)) }
        if outcome.written == 0 { hint(store, filter) }
      } catch let error as CocoaError {
        throw CommandFailure(.failed, "the export was not written: \(error.localizedDescription)")
      }
    }
  }

  private func export(
    from store: RefusalStore, _ filter: RefusalFilter, _ options: ExportOptions
  ) throws -> ExportOutcome {
    let file = try OutputFile(output)
    var sum = FileSum()
    let progress = TerminalProgress()
    var rows = 0
    let outcome: ExportOutcome
    do {
      outcome = try store.export(format, filter, options: options) { row in
        try file.write(row)
        if output != nil { sum.add(row) }
        rows += 1
        progress.show("\(rows) rows")
      }
    } catch {
      progress.clear()
      file.discard()
      throw error
    }
    progress.clear()
    try file.finish()
    guard let output else { return outcome }
    let manifest = ExportManifest(
      program: "evenkeel \(EvenkeelVersion.current)", milliseconds: Int64(Date().timeIntervalSince1970 * 1000),
      format: format, file: URL(filePath: output).lastPathComponent, bytes: sum.bytes, sha256: sum.sha256,
      filter: filter, options: options, outcome: outcome)
    let beside = try OutputFile(output + ".manifest.json")
    try beside.write(try manifest.text())
    try beside.finish()
    return outcome
  }

  private func summary(_ outcome: ExportOutcome) -> String {
    var text = "\(outcome.written) records in \(output ?? "")"
    let leftOut = outcome.leftOut.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    if !leftOut.isEmpty { text += "; left out: \(leftOut.joined(separator: ", "))" }
    return text
  }

  /// An empty export is most often one before any review.
  private func hint(_ store: RefusalStore, _ filter: RefusalFilter) {
    guard filter.isReviewed == true, filter.labels.isEmpty else { return }
    StandardError.write("evenkeel: no reviewed record passed; --unreviewed takes the others too\n")
  }
}

extension ExportFormat: ExpressibleByArgument {}
