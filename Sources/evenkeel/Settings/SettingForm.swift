import Classifiers
import Logging
import Proxy

/// How the values of one type are written: in flags, environment and file alike.
struct SettingForm<Value: Sendable>: Sendable {
  /// The type's name in help and documentation.
  let name: String
  let parse: @Sendable (String) throws(ConfigurationFault) -> Value
  /// The value as it would be written; nil where there is none.
  let text: @Sendable (Value) -> String?
}

extension SettingForm where Value == String {
  static let path = SettingForm(name: "path", parse: { $0 }, text: { $0 })
  static let name = SettingForm(name: "name", parse: { $0 }, text: { $0 })
}

extension SettingForm where Value == String? {
  static let optionalPath = SettingForm(name: "path", parse: { $0 }, text: { $0 })
  static let secret = SettingForm(name: "secret", parse: { $0 }, text: { $0 })
}

extension SettingForm where Value == [String] {
  /// Parts without blanks around them, none of them empty.
  static let list = SettingForm(
    name: "list",
    parse: { text throws(ConfigurationFault) in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      guard !parts.contains("") else {
        throw ConfigurationFault(value: text, problem: "expected values parted by commas")
      }
      return parts
    }, text: { $0.isEmpty ? nil : $0.joined(separator: ",") })
}

extension SettingForm where Value == SocketLocation {
  static let address = SettingForm(name: "address", parse: SocketLocation.parse, text: \.description)
}

extension SettingForm where Value == UpstreamAddress? {
  static let upstream = SettingForm(
    name: "URL",
    parse: { text throws(ConfigurationFault) in try UpstreamAddress.parse(text) }, text: { $0?.description })
}

extension SettingForm where Value == RecordStreamPlace {
  static let recordStream = SettingForm(
    name: "`off`, `stdout`, `stderr` or path",
    parse: { text throws(ConfigurationFault) in
      switch text {
      case "off": .off
      case "stdout": .standardOutput
      case "stderr": .standardError
      default: .file(text)
      }
    },
    text: { place in
      switch place {
      case .off: "off"
      case .standardOutput: "stdout"
      case .standardError: "stderr"
      case .file(let path): path
      }
    })
}

extension SettingForm where Value == Bool {
  static let truth = SettingForm(
    name: "true or false",
    parse: { text throws(ConfigurationFault) in
      switch text {
      case "true": true
      case "false": false
      default: throw ConfigurationFault(value: text, problem: "expected `true` or `false`")
      }
    }, text: { $0 ? "true" : "false" })
}

extension SettingForm where Value == Duration {
  static let duration = SettingForm(name: "duration", parse: DurationText.parse, text: DurationText.text)

  /// A duration between two looks at something; zero for never. Less than a tenth of a second is refused: file systems'
  /// clocks are no finer than some milliseconds, and looking costs a system call a file.
  static let poll = SettingForm(
    name: "duration",
    parse: { text throws(ConfigurationFault) in
      if text == "0s" { return .zero }
      let duration = try DurationText.parse(text)
      guard duration >= .milliseconds(100) else {
        throw ConfigurationFault(value: text, problem: "expected a duration from 100ms to 24h, or `0s` for never")
      }
      return duration
    }, text: { $0 == .zero ? "0s" : DurationText.text($0) })
}

extension SettingForm where Value == Int {
  static let size = SettingForm(name: "size", parse: SizeText.parse, text: SizeText.text)

  static func count(_ range: ClosedRange<Int>) -> SettingForm {
    SettingForm(
      name: "number",
      parse: { text throws(ConfigurationFault) in
        guard let number = Int(text), range.contains(number) else {
          throw ConfigurationFault(
            value: text, problem: "expected a number in \(range.lowerBound)...\(range.upperBound)")
        }
        return number
      }, text: { String($0) })
  }
}

extension SettingForm where Value == Int? {
  static let threads = SettingForm(
    name: "number or `auto`",
    parse: { text throws(ConfigurationFault) in
      if text == "auto" { return nil }
      guard let number = Int(text), (1...1024).contains(number) else {
        throw ConfigurationFault(value: text, problem: "expected a number in 1...1024, or `auto`")
      }
      return number
    }, text: { $0.map { String($0) } ?? "auto" })
}

extension SettingForm where Value == ClassifierKind? {
  static let classifier = SettingForm(
    name: "one of `auto`, `encoder`, `ngram`",
    parse: { text throws(ConfigurationFault) in
      if text == "auto" { return nil }
      guard let kind = ClassifierKind(rawValue: text) else {
        throw ConfigurationFault(value: text, problem: "expected `auto`, `encoder` or `ngram`")
      }
      return kind
    }, text: { $0?.rawValue ?? "auto" })
}

extension SettingForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  static var choice: SettingForm {
    let words = Value.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    return SettingForm(
      name: "one of \(words)",
      parse: { text throws(ConfigurationFault) in
        guard let value = Value(rawValue: text) else {
          throw ConfigurationFault(value: text, problem: "expected one of \(words)")
        }
        return value
      }, text: \.rawValue)
  }
}
