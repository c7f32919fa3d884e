/// Whether tools may or have to be called, as the dialects say it: a word, or an object that names a tool.
enum ToolChoice: Decodable, Sendable, Equatable {
  case free
  case never
  case always
  case named(String)

  init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    let name = value["name"].text ?? value["function"]["name"].text
    self =
      switch value.text ?? value["type"].text {
      case "none": .never
      case "required", "any": .always
      case "function", "tool": name.map(ToolChoice.named) ?? .free
      default: .free
      }
  }
}
