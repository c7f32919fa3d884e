import ArgumentParser
import Classifiers
import Policy

/// `evenkeel policy check`.
struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with the policy files of a folder, without running their tests.",
    discussion: """
      Prints every fault of every file with its place, and warnings about what does not keep the files from loading. \
      Exit codes: 0 no faults; 1 faults, or with --strict warnings; 2 there is no such folder, or wrong usage.
      """)

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
  var folder = "./policies"

  @Option(
    help: "The classifier that will judge, `ngram` or `encoder`: rules on what it does not score are warned about.")
  var classifier: ClassifierKind?

  @Flag(help: "End with 1 on warnings, too.")
  var strict = false

  func run() throws {
    try PolicyLoading.requireFolder(folder)
    let policies: PolicySnapshot
    do throws(PolicyFaults) {
      policies = try PolicyFolder.load(folder, scoring: (classifier ?? .embedded).scoredSignals)
    } catch {
      throw CommandFailure(.failed, error.description)
    }
    for warning in policies.warnings { StandardError.write("warning: \(warning)\n") }
    print("\(policies.names.joined(separator: ", ")): no faults (revision \(policies.revision))")
    if strict, !policies.warnings.isEmpty {
      throw CommandFailure(.failed, "\(policies.warnings.count) warnings, and --strict does not allow any")
    }
  }
}
