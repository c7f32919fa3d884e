import ArgumentParser
import Console

/// `evenkeel console`: who may log in to the console.
struct ConsoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Let people log in to the console, and list who may.",
    subcommands: [ConsoleAddCommand.self, ConsoleListCommand.self])
}

/// Names the file of the console's users.
struct ConsoleTokenFileOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "File of the tokens' hashes. [EVENKEEL_CONSOLE_TOKENS_FILE, else `console-tokens` in the data folder]",
      valueName: "path"))
  var file: String?

  @OptionGroup var place: DataOptions

  func tokenFile() throws -> ConsoleTokenFile {
    let settings = try place.settings()
    return ConsoleTokenFile(path: file ?? settings.consoleTokensFile ?? settings.data + "/console-tokens")
  }
}

extension ConsoleRole: ExpressibleByArgument {}

/// `evenkeel console add`.
struct ConsoleAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Make a token for someone, and print it once.",
    discussion: """
      Only a hash of the token is kept, so it cannot be shown again. A running program takes new tokens at once, and ends \
      the sessions of people whose line was taken out of the file within seconds.
      """)

  @Option(help: ArgumentHelp("Who it is; the name stands in the reviews that the person makes.", valueName: "name"))
  var name: String

  @Option(help: "What the person may do: `viewer` looks at everything, `reviewer` also reviews and reloads policies.")
  var role: ConsoleRole

  @OptionGroup var option: ConsoleTokenFileOption

  func run() throws {
    let file = try option.tokenFile()
    let token: String
    do {
      token = try file.add(ConsoleUser(name: name, role: role))
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    print(token)
    StandardError.write(
      "\(role.rawValue) `\(name)` is in \(file.path); start the program with --console-tokens-file \(file.path)\n")
  }
}

/// `evenkeel console list`.
struct ConsoleListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List who may log in; the tokens themselves are kept nowhere.")

  @OptionGroup var option: ConsoleTokenFileOption

  func run() throws {
    do {
      var table = TextTable(["name", "role"])
      for entry in try option.tokenFile().tokens().entries { table.add([entry.user.name, entry.user.role.rawValue]) }
      print(table.text(width: Terminal.width))
    } catch let fault as ConsoleTokensFault {
      throw CommandFailure(.failed, "\(fault)")
    }
  }
}
