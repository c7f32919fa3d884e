import ArgumentParser

/// `evenkeel policy`: policy files, before they decide about anything.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Check, test, explain, compare and replay policy files.",
    subcommands: [
      PolicyCheckCommand.self, PolicyTestCommand.self, PolicyExplainCommand.self, PolicyDiffCommand.self,
      PolicyReplayCommand.self, PolicySchemaCommand.self,
    ])
}
