import Taxonomy

extension RefusalRecord {
  /// The record as a line of CSV with its CRLF; lists and maps are JSON within their cell.
  package var csvLine: String {
    var line = CSVText()
    for (_, value) in fields {
      switch value {
      case .text(let text): line.append(text)
      case .integer(let integer): line.append(raw: integer.map(String.init) ?? "")
      case .number(let number): line.append(raw: number.map { "\($0)" } ?? "")
      case .flag(let flag): line.append(raw: flag.map { $0 ? "true" : "false" } ?? "")
      case .texts(let texts):
        var json = JSONText()
        json.append(texts)
        line.append(json.text)
      case .numbers(let numbers):
        var json = JSONText()
        json.append(numbers)
        line.append(json.text)
      }
    }
    return line.text + "\r\n"
  }

  /// The header line with its CRLF.
  package static let csvHeader: String = {
    let any = RefusalRecord(
      id: DecisionID(milliseconds: 0, random: (0, 0)), app: "", endpoint: "", model: nil, isStreamed: false,
      policy: PolicyReference(name: "", revision: ""), classifier: "", stage: .prompt, action: .allow,
      verdict: .guardBlock, contentMode: .none)
    return any.fields.map(\.name).joined(separator: ",") + "\r\n"
  }()
}
