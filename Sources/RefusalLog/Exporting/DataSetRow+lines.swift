import Taxonomy

extension DataSetRow {
  static let xstestHeader = "id,prompt,type,label,focus,note,completion,final_label\r\n"

  /// A row of XSTest's prompts, with the columns of its labelled completions.
  var xstestLine: String {
    var line = CSVText()
    line.append(raw: record.id.description)
    line.append(prompt)
    line.append(raw: record.review?.type.map { kind == .safe ? $0.rawValue : $0.contrast } ?? "")
    line.append(raw: kind == .safe ? "safe" : "unsafe")
    line.append(raw: "")
    line.append(record.review?.note)
    line.append(chosen)
    line.append(raw: finalLabel)
    return line.text + "\r\n"
  }

  /// XSTest's word for what the client got first, a rule's refusal included; empty where nobody looked.
  private var finalLabel: String {
    if record.isEnforced, record.action == .refuse {
      return record.releasedCharacters > 0 ? "3_partial_refusal" : "2_full_refusal"
    }
    return switch record.refusalKind {
    case RefusalKind.none?: "1_full_compliance"
    case .full?: "2_full_refusal"
    case .partial?: "3_partial_refusal"
    case nil: ""
    }
  }

  /// One object of an Alpaca file, without a line end.
  var alpacaObject: String { Self.object([("instruction", prompt), ("input", ""), ("output", chosen)]) }

  var preferenceLine: String {
    Self.object([("prompt", prompt), ("chosen", chosen), ("rejected", rejected)]) + "\n"
  }

  private static func object(_ fields: [(String, String)]) -> String {
    var json = JSONText()
    json.append(raw: "{")
    for (index, (name, text)) in fields.enumerated() {
      json.append(raw: index > 0 ? "," : "")
      json.append(name)
      json.append(raw: ":")
      json.append(text)
    }
    json.append(raw: "}")
    return json.text
  }
}
