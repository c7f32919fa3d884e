import Configuration
import Policy
import Proxy

/// Joins flags, environment, file and defaults into the settings in effect; the earlier of these wins.
package struct SettingsLoader: Sendable {
  private static let variablePrefix = "EVENKEEL_"

  /// What flags were given, by setting name.
  package var flags: [String: String]
  /// The value of `--config`.
  package var configFlag: String?
  package var environment: [String: String]

  package init(flags: [String: String], configFlag: String? = nil, environment: [String: String]) {
    self.flags = flags
    self.configFlag = configFlag
    // Compose files write an unset variable as an empty one.
    self.environment = environment.filter { !$0.value.isEmpty }
  }

  /// Reads and checks everything, and says everything that is wrong at once.
  package func load() throws(SettingsFaults) -> EffectiveSettings {
    var faults = unknownVariables()
    var file: SettingsFile?
    if let path = configFlag ?? environment[SettingTable.configVariable] {
      do {
        let read = try SettingsFile(reading: path)
        faults += unknownKeys(in: read)
        file = read
      } catch {
        faults += error.lines
      }
    }
    let variables = EnvironmentVariablesProvider(environmentVariables: environment)
    var effective = EffectiveSettings(values: ServeSettings(), places: [:])
    for setting in SettingTable.all {
      do {
        guard let found = try value(of: setting, variables: variables, file: file) else { continue }
        effective.places[setting.name] = found.place
        faults += assign(found, to: setting, in: &effective.values)
      } catch {
        faults += error.lines
      }
    }
    guard faults.isEmpty else { throw SettingsFaults(faults) }
    return effective
  }

  /// A value that was given, and the words that say where.
  private struct Given {
    var text: String
    var place: SettingPlace
    var origin: String
  }

  private func value(
    of setting: Setting, variables: EnvironmentVariablesProvider, file: SettingsFile?
  ) throws(SettingsFaults) -> Given? {
    if let text = flags[setting.name] { return Given(text: text, place: .flag, origin: "--\(setting.flag)") }
    let key = AbsoluteConfigKey(["evenkeel"] + setting.components)
    do {
      if case .string(let text) = try variables.value(forKey: key, type: .string).value?.content {
        return Given(text: text, place: .environment, origin: setting.variable)
      }
    } catch {
      throw SettingsFaults(["\(setting.variable): \(error)"])
    }
    guard let file, let text = try file.text(of: setting) else { return nil }
    return Given(text: text, place: .file, origin: "\(file.path): `\(setting.name)`")
  }

  private func assign(_ given: Given, to setting: Setting, in settings: inout ServeSettings) -> [String] {
    guard !given.text.isEmpty else { return ["\(given.origin): the value is empty"] }
    do {
      try setting.assign(given.text, &settings)
      return []
    } catch {
      return [setting.isSecret ? "\(given.origin): \(error.problem)" : "\(given.origin): \(error)"]
    }
  }

  private func unknownVariables() -> [String] {
    let known = SettingTable.all.map(\.variable) + [SettingTable.configVariable]
    return environment.keys.filter { $0.hasPrefix(Self.variablePrefix) && !known.contains($0) }.sorted().map {
      "unknown environment variable `\($0)`\(NearestWord.hint(for: $0, among: known))"
    }
  }

  private func unknownKeys(in file: SettingsFile) -> [String] {
    let known = SettingTable.all.map(\.name)
    var seen: Set<String> = []
    return file.keys.compactMap { key in
      if !known.contains(key) { return "\(file.path): unknown key `\(key)`\(NearestWord.hint(for: key, among: known))" }
      return seen.insert(key).inserted ? nil : "\(file.path): the key `\(key)` occurs twice"
    }
  }
}
