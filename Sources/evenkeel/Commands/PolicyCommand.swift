import ArgumentParser
import Policy

/// `evenkeel policy`: policy files, before they decide about anything.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Check policy files and run the tests in them.",
    subcommands: [PolicyCheckCommand.self, PolicyTestCommand.self])
}

/// `evenkeel policy check`.
struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with the policy files of a folder, without running their tests.")

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
  var folder = "./policies"

  func run() throws {
    let policies: PolicySnapshot
    do {
      policies = try PolicyLoading.load(folder)
    } catch {
      throw CommandFailure(.failed, error.description)
    }
    for warning in policies.warnings { StandardError.write("warning: \(warning)\n") }
    print("\(policies.names.joined(separator: ", ")): no faults (revision \(policies.revision))")
  }
}

/// `evenkeel policy test`.
struct PolicyTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests in the policy files of a folder with the real classifier.")

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
  var folder = "./policies"

  @Option(help: ArgumentHelp("File of classifier weights instead of those built in.", valueName: "path"))
  var weights: String?

  func run() throws {
    do {
      let policies = try PolicyLoading.load(folder)
      let run = PolicyTestRun(policies, classifier: try ClassifierLoading.load(weights: weights))
      for report in run.reports {
        print("\(report.policy): \(report.passed) of \(report.count) tests passed")
      }
      guard run.failures.isEmpty else {
        throw CommandFailure(.failed, run.failures.map(\.description).joined(separator: "\n"))
      }
    } catch let failure as CommandFailure {
      throw CommandFailure(.failed, failure.description)
    }
  }
}
