import ArgumentParser
import Proxy

/// `evenkeel keys`: the API keys that clients show.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Make API keys for apps, and list them.",
    subcommands: [KeysCreateCommand.self, KeysListCommand.self])
}

/// Names the file of keys.
struct KeyFileOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "File of the keys' hashes. [EVENKEEL_KEYS_FILE, else `keys` in the data folder]", valueName: "path"))
  var file: String?

  @OptionGroup var place: DataOptions

  func keyFile() throws -> KeyFile {
    let settings = try place.settings()
    return KeyFile(path: file ?? settings.keysFile ?? settings.data + "/keys")
  }
}

/// `evenkeel keys create`.
struct KeysCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a key for an app, and print it once.",
    discussion: """
      Only a hash of the key is kept, so it cannot be shown again. A running proxy takes new keys when it is started \
      again.
      """)

  @Option(
    help: ArgumentHelp("The app that will show the key; its name stands in records and metrics.", valueName: "name"))
  var app: String

  @OptionGroup var option: KeyFileOption

  func run() throws {
    let file = try option.keyFile()
    let new: KeyFile.NewKey
    do {
      new = try file.create(app: app)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    print(new.key)
    StandardError.write(
      "key `\(new.id)` for app `\(app)` is in \(file.path); start the proxy with --keys-file \(file.path)\n")
  }
}

/// `evenkeel keys list`.
struct KeysListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the keys' ids and apps; the keys themselves are kept nowhere.")

  @OptionGroup var option: KeyFileOption

  func run() throws {
    do {
      let entries = try option.keyFile().keyring().entries
      var table = TextTable(["key", "app"])
      for entry in entries { table.add([entry.principal.keyID ?? "", entry.principal.app]) }
      print(table.text(width: Terminal.width))
    } catch let fault as ConfigurationFault {
      throw CommandFailure(.failed, "\(fault)")
    }
  }
}
