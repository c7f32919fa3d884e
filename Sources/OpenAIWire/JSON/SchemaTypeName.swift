/// JSON Schema's type names and the types of tools and response formats.
enum SchemaTypeName: String, CaseIterable, Sendable {
  case object, array, string, number, integer, boolean, null, function, custom, text, grammar, ephemeral
  case jsonSchema = "json_schema"
  case jsonObject = "json_object"

  static let table = JSONNameTable<SchemaTypeName>()
}
