/// JSON whose objects keep their order.
indirect enum SchemaValue: Sendable {
  case object([(String, SchemaValue)])
  case list([SchemaValue])
  case text(String)
  case integer(Int)
  case truth(Bool)

  /// Indented JSON; short lists of plain values stand in one line.
  func json(indent: String = "") -> String {
    switch self {
    case .text(let text): return Self.quoted(text)
    case .integer(let number): return "\(number)"
    case .truth(let truth): return truth ? "true" : "false"
    case .object(let entries):
      guard !entries.isEmpty else { return "{}" }
      let inner = indent + "  "
      let lines = entries.map { "\(inner)\(Self.quoted($0.0)): \($0.1.json(indent: inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .list(let values):
      let isPlain = values.allSatisfy(\.isPlain)
      let line = "[\(values.map { $0.json() }.joined(separator: ", "))]"
      if values.isEmpty || isPlain && line.utf8.count <= 100 { return line }
      let inner = indent + "  "
      return "[\n\(values.map { inner + $0.json(indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
    }
  }

  private var isPlain: Bool {
    switch self {
    case .object, .list: false
    case .text, .integer, .truth: true
    }
  }

  /// Only texts of this program are written: nothing but these needs an escape.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
