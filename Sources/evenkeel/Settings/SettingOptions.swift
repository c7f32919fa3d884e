import ArgumentParser
import Foundation

/// The flags of all settings, made from `SettingTable` so that no flag is written down twice.
///
/// The parser learns a type's flags from its mirror and hands their values over through `Decodable`; both are made here
/// from the table instead of from one property a flag. A test holds every row of the table against it.
struct SettingOptions: ParsableArguments, CustomReflectable {
  /// What flags were given, by setting name.
  private(set) var values: [String: String] = [:]
  /// The value of `--config`.
  private(set) var config: String?

  private static let configKey = Key(SettingTable.configFlag)

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    config = try container.decode(Option<String?>.self, forKey: Self.configKey).wrappedValue
    for setting in Self.settings {
      let key = Key(setting.name)
      if setting.isSwitch {
        values[setting.name] = try container.decode(Flag<Bool?>.self, forKey: key).wrappedValue.map { "\($0)" }
      } else {
        values[setting.name] = try container.decode(Option<String?>.self, forKey: key).wrappedValue
      }
    }
  }

  var customMirror: Mirror {
    let config = Option<String?>(
      name: .customLong(SettingTable.configFlag),
      help: ArgumentHelp(
        "YAML file of settings; what flags and environment say counts more. [\(SettingTable.configVariable)]",
        valueName: "path"))
    let children: [Mirror.Child] = [(label: Self.configKey.stringValue, value: config)] + Self.settings.map(Self.child)
    return Mirror(self, children: children)
  }

  private static var settings: [Setting] { SettingTable.all.filter { $0.places.contains(.flag) } }

  private static func child(_ setting: Setting) -> Mirror.Child {
    var help = setting.meaning + " [\(setting.variable)"
    if let text = setting.defaultText { help += ", default: \(text)" }
    help += "]"
    if setting.isSwitch {
      let flag = Flag<Bool?>(
        name: .customLong(setting.flag), inversion: .prefixedNo, help: ArgumentHelp(stringLiteral: help))
      return (label: setting.name, value: flag)
    }
    let type = setting.type.split(separator: " ").first.map(String.init) ?? setting.type
    let option = Option<String?>(
      name: .customLong(setting.flag), help: ArgumentHelp(help, valueName: type == "one" ? "word" : type))
    return (label: setting.name, value: option)
  }
}

extension SettingOptions {
  /// These flags joined with environment, file and defaults.
  func load() throws(SettingsFaults) -> EffectiveSettings {
    try SettingsLoader(flags: values, configFlag: config, environment: ProcessInfo.processInfo.environment).load()
  }
}
