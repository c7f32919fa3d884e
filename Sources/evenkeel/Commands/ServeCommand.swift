import ArgumentParser

/// `evenkeel serve`: the proxy.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the proxy in front of a model server.",
    discussion: """
      Every setting can be given as a flag, as an environment variable, or as a key of the file named by --config; the \
      earlier of these wins. docs/configuration.md lists them all. SIGTERM and SIGINT end it once open exchanges are \
      done.
      """)

  @OptionGroup var options: SettingOptions

  @Flag(help: "Print the settings in effect and where each came from, then end. Secrets are masked.")
  var printConfig = false

  func run() async throws {
    let effective = try options.load()
    if printConfig { return print(effective.listing) }
    let settings = effective.values
    let logger = ServerLogger.make(level: settings.logLevel)
    let parts = try ServingParts(settings, logger: logger)
    try await Serving(settings: settings, parts: parts, logger: logger).run()
  }
}
