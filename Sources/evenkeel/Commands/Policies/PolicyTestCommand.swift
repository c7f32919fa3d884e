import ArgumentParser
import Classifiers
import Console
import Foundation
import Policy

/// `evenkeel policy test`.
struct PolicyTestCommand: ParsableCommand {
  /// How results are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case junit
  }

  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests in the policy files of a folder with the real classifier.",
    discussion: """
      Runs what stands under `tests` in the policies and in *.test.yaml. Exit codes: 0 all passed; 1 a test failed; 2 \
      nothing was tested: the files do not load, no test was chosen, the results cannot be written, or wrong usage.
      """)

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
  var folder = "./policies"

  @OptionGroup var choice: ClassifierOptions

  @Option(help: "`text`, or `junit` for JUnit's XML.")
  var format: Format = .text

  @Option(
    name: .shortAndLong, help: ArgumentHelp("File for the results; stdout when it is left out.", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("Only the tests of this policy.", valueName: "name"))
  var policy: String?

  @Option(
    help: ArgumentHelp(
      "Only tests with this text in their prompt, answer or place, in whatever case.", valueName: "text"))
  var filter: String?

  func run() throws {
    try PolicyLoading.requireFolder(folder)
    let loaded = try choice.load()
    let policies = try PolicyLoading.load(folder, scoring: loaded.kind.scoredSignals)
    let run = try PolicyTestSuites(policies, policy: policy, filter: filter)
    let progress = TerminalProgress()
    let suites = run.results(by: TextScoring(loaded.classifier)) { done, of in
      progress.show("\(done) of \(of) tests")
    }
    progress.clear()
    try write(suites)
    let failures = suites.flatMap(\.failures)
    guard failures.isEmpty else {
      // With text on stdout the failures go where they always went; a report holds them itself.
      let text = failures.map(\.description).joined(separator: "\n")
      throw CommandFailure(.failed, format == .text ? text : "\(failures.count) tests failed")
    }
  }

  private func write(_ suites: [PolicyTestSuite]) throws {
    let text = format == .junit ? JUnitReport.xml(suites) : suites.map { $0.line + "\n" }.joined()
    guard let output else { return StandardOutput.write(text) }
    do {
      let file = try OutputFile(output)
      try file.write(text + (format == .text ? suites.flatMap(\.failures).map { "\($0)\n" }.joined() : ""))
      try file.finish()
    } catch {
      throw CommandFailure(.unusable, "`\(output)` was not written: \(error)")
    }
  }
}
