import ArgumentParser
import Console
import Proxy
import StandIn

/// `evenkeel demo`: the proxy in front of the built-in stand-in model.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Run the proxy in front of a built-in stand-in model, and print requests to try.",
    discussion: """
      The stand-in is no language model: it says canned sentences, and refuses by surface words on purpose. It takes \
      the settings of `evenkeel serve`, but brings its own model server.
      """)

  @OptionGroup var options: SettingOptions

  func run() async throws {
    var settings = try options.load().values
    guard settings.upstream == nil else {
      throw CommandFailure(
        .unusable, "`demo` brings its own model server: leave `upstream` out, or use `evenkeel serve`")
    }
    let folder = try DemoFolder()
    defer { folder.remove() }
    settings.upstream = try UpstreamAddress.parse("unix:\(folder.socket)")
    settings.upstreamKey = nil
    settings.upstreamKeyFile = nil
    let logger = ServerLogger.make(level: settings.logLevel)
    let parts = try ServingParts(settings, logger: logger)
    let usesTLS = parts.configuration.tls != nil
    let data = settings.data
    let hasKeys = parts.keyring != nil
    let token = ConsoleTokens.make(for: ConsoleUser(name: "demo", role: .reviewer))
    let program = CommandLine.arguments.first ?? "evenkeel"
    try await Serving(
      settings: settings, parts: parts, logger: logger,
      standIn: StandInServer(address: .unixSocket(path: folder.socket), logger: logger),
      ownTokens: ConsoleTokens([token.entry]),
      onListening: { location, operators in
        let text = DemoText.text(
          location: location, operators: operators, token: token.token, usesTLS: usesTLS, hasKeys: hasKeys, data: data,
          program: program)
        StandardOutput.write(text + "\n")
      }
    ).run()
  }
}
