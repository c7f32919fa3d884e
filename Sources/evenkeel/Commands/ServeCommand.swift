import ArgumentParser
import Foundation

/// `evenkeel serve`: the proxy.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the proxy in front of a model server.",
    discussion: """
      Every setting can be given as a flag, as an environment variable, or as a key of the file named by --config; the \
      earlier of these wins. docs/configuration.md lists them all.
      """)

  @OptionGroup var options: SettingOptions

  @Flag(help: "Print the settings in effect and where each came from, then end. Secrets are masked.")
  var printConfig = false

  func run() async throws {
    let settings = try options.load()
    if printConfig { return print(settings.listing) }
  }
}
