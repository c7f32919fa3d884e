import ArgumentParser
import Foundation

/// Where the data folder is, for commands that need nothing else of the settings.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder of the refusal log. [EVENKEEL_DATA, default: ./evenkeel-data]", valueName: "path"))
  var data: String?

  @Option(help: ArgumentHelp("YAML file of settings. [EVENKEEL_CONFIG]", valueName: "path"))
  var config: String?

  /// The same settings that `serve` would have with these flags.
  func settings() throws(SettingsFaults) -> ServeSettings {
    var flags: [String: String] = [:]
    if let data { flags["data"] = data }
    return try SettingsLoader(
      flags: flags, configFlag: config, environment: ProcessInfo.processInfo.environment
    ).load().values
  }
}
