import ArgumentParser
import Classifiers
import Foundation
import Policy

/// `evenkeel policy diff`.
struct PolicyDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two folders of policies by what they mean.",
    discussion: """
      What a policy inherits counts as its own, and order, spelling and comments count only where they decide \
      something. Names, descriptions and tests are not compared. Exit codes: 0 the folders mean the same; 1 they \
      differ; 2 one of them does not load, or wrong usage.
      """)

  @Argument(help: ArgumentHelp("The folder before.", valueName: "before"))
  var before: String

  @Argument(help: ArgumentHelp("The folder after.", valueName: "after"))
  var after: String

  @Flag(help: "Print the differences as one JSON object.")
  var json = false

  func run() throws {
    let scored = ClassifierKind.embedded.scoredSignals
    let comparison = SnapshotComparison(
      from: try PolicyLoading.load(before, scoring: scored), to: try PolicyLoading.load(after, scoring: scored))
    if json {
      StandardOutput.write(try JSONDocument.text(comparison))
    } else {
      StandardOutput.write(ComparisonListing.text(of: comparison))
    }
    if !comparison.isEmpty { throw ExitCode(CommandFailure.Kind.failed.rawValue) }
  }
}
