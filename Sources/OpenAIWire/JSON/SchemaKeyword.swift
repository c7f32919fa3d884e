/// JSON Schema's common keywords (draft 2020-12) and the keys of tool definitions.
enum SchemaKeyword: String, CaseIterable, Sendable {
  case type, function, custom, name, description, parameters, strict, properties, required, items, schema, format
  case title, `default`, const, pattern, minimum, maximum, grammar, syntax, definition, definitions
  case `enum`, examples
  case jsonSchema = "json_schema"
  case anyOf, oneOf, allOf, not, additionalProperties, minItems, maxItems, minLength, maxLength, uniqueItems
  case inputSchema = "input_schema"
  case cacheControl = "cache_control"
  case dollarDefs = "$defs"
  case dollarRef = "$ref"
  case dollarSchema = "$schema"

  static let table = JSONNameTable<SchemaKeyword>()
}
