/// Builds Prometheus' text exposition format, version 0.0.4.
package struct MetricsText: Sendable {
  package enum Kind: String, Sendable {
    case counter, gauge
  }

  package private(set) var text = ""

  package init() {}

  /// Adds a family with its samples; labels are given as name and value.
  package mutating func family(
    _ name: String, _ kind: Kind, _ help: String, samples: [(labels: [(String, String)], value: Double)]
  ) {
    text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }.joined(separator: ",")
      text += labels.isEmpty ? "\(name) " : "\(name){\(labels)} "
      text += Self.number(sample.value) + "\n"
    }
  }

  /// Adds a family of one sample without labels.
  package mutating func family(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    family(name, kind, help, samples: [(labels: [], value: value)])
  }

  /// Whole numbers without a fraction; Swift writes others in the shortest form that reads back the same.
  private static func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
