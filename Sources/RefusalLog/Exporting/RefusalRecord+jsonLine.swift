extension RefusalRecord {
  /// The record as one line of JSON without its line feed: every key, in the order of `fields`.
  package var jsonLine: String {
    var json = JSONText()
    for (index, field) in fields.enumerated() {
      json.append(raw: index == 0 ? "{" : ",")
      json.append(field.name)
      json.append(raw: ":")
      switch field.value {
      case .text(let text?): json.append(text)
      case .integer(let integer?): json.append(raw: String(integer))
      case .number(let number?): json.append(number)
      case .flag(let flag): json.append(raw: flag.map { $0 ? "true" : "false" } ?? "null")
      case .texts(let texts): json.append(texts)
      case .numbers(let numbers): json.append(numbers)
      case .text(nil), .integer(nil), .number(nil): json.append(raw: "null")
      }
    }
    json.append(raw: "}")
    return json.text
  }
}
