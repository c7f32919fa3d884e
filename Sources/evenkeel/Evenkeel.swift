import ArgumentParser
import Foundation

/// The program: picks a command, runs it, and turns what it throws into an exit code.
@main
struct Evenkeel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evenkeel",
    abstract: "A guardrail proxy for local language models that watches for harm and for false refusals alike.",
    discussion: """
      Exit codes: 0 done; 1 it failed, or a test of a policy did; 2 wrong usage, configuration or policies.
      """,
    version: EvenkeelVersion.current,
    subcommands: [
      ServeCommand.self, DemoCommand.self, RefusalsCommand.self, PolicyCommand.self, ClassifyCommand.self,
      KeysCommand.self, ConsoleCommand.self, HealthCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      ExitReport(error).exit()
    }
  }
}
