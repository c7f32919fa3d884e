import ArgumentParser
import Classifiers
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

  @Option(
    help: "The classifier that will judge, `ngram` or `encoder`: rules on what it does not score are warned about.")
  var classifier: ClassifierKind?

  func run() throws {
    let policies: PolicySnapshot
    do {
      policies = try PolicyLoading.load(folder, scoring: (classifier ?? .embedded).scoredSignals)
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

  @Option(help: "Which classifier: `ngram` or `encoder`; by default what the weights are for, else `encoder`.")
  var classifier: ClassifierKind?

  @Option(help: ArgumentHelp("File of classifier weights instead of those built in.", valueName: "path"))
  var weights: String?

  func run() throws {
    do {
      let loaded = try ClassifierLoading.load(kind: classifier, weights: weights)
      let policies = try PolicyLoading.load(folder, scoring: loaded.kind.scoredSignals)
      let run = PolicyTestRun(policies, classifier: loaded.classifier)
      for report in run.reports {
        print("\(report.policy): \(report.passed) of \(report.count) tests passed")
      }
      guard run.failures.isEmpty else {
        throw CommandFailure(.failed, run.failures.map(\.description).joined(separator: "\n"))
      }
    } catch let failure as CommandFailure {
      throw CommandFailure(.failed, failure.description)
    } catch let failure as ClassifierFailure {
      throw CommandFailure(.failed, failure.description)
    }
  }
}
