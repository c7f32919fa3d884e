import Proxy

/// One thing that can be configured: its names in every place, its type, its meaning, and what it sets.
package struct Setting: Sendable {
  /// The file's key, such as `limits.request-body`; the other names follow from it.
  package let name: String
  /// The type's name in help and documentation.
  package let type: String
  package let meaning: String
  /// Where it may be set.
  package let places: Set<SettingPlace>
  /// Whether its value is masked wherever settings are shown.
  package let isSecret: Bool
  /// Whether it is written as a bare flag, `--name` or `--no-name`.
  package let isSwitch: Bool
  /// The default as it would be written; nil where there is none.
  package let defaultText: String?
  let assign: @Sendable (String, inout ServeSettings) throws(ConfigurationFault) -> Void
  let text: @Sendable (ServeSettings) -> String?

  init<Value: Sendable>(
    _ name: String, _ property: any WritableKeyPath<ServeSettings, Value> & Sendable, _ form: SettingForm<Value>,
    _ meaning: String, isSecret: Bool = false
  ) {
    self.name = name
    type = form.name
    self.meaning = meaning
    // Other users of the machine see a process's flags.
    places = isSecret ? [.environment, .file] : [.flag, .environment, .file]
    self.isSecret = isSecret
    isSwitch = Value.self == Bool.self
    defaultText = form.text(ServeSettings()[keyPath: property])
    assign = { text, settings throws(ConfigurationFault) in settings[keyPath: property] = try form.parse(text) }
    self.text = { form.text($0[keyPath: property]) }
  }

  /// The flag without its dashes: `limits-request-body`.
  package var flag: String { String(name.map { $0 == "." ? "-" : $0 }) }

  /// The environment variable: `EVENKEEL_LIMITS_REQUEST_BODY`.
  package var variable: String {
    "EVENKEEL_" + String(name.map { $0 == "." || $0 == "-" ? "_" : $0 }).uppercased()
  }

  /// Parts of the key in a file, where keys may be nested.
  var components: [String] { name.split(separator: ".").map(String.init) }
}
