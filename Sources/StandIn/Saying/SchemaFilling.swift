/// Makes a value that fits a JSON schema, for the arguments of tools and for structured output.
///
/// It knows types, `enum`, `const`, `anyOf`, local `$ref`s and nothing of bounds or patterns.
struct SchemaFilling {
  /// The whole schema, which `$ref`s point into.
  private let root: JSONValue
  /// What strings are filled with.
  private let text: String
  private let number: Int

  private static let maximumDepth = 8
  /// Values that may still be made, since a small schema that refers to itself asks for very many.
  private var budget = 1000

  init(_ schema: JSONValue, text: String) {
    root = schema
    self.text = text
    number = text.split { !$0.isNumber }.lazy.compactMap { Int($0) }.first ?? 1
  }

  mutating func value() -> JSONValue { value(for: root, depth: 0) }

  private mutating func value(for given: JSONValue, depth: Int) -> JSONValue {
    guard depth < Self.maximumDepth, budget > 0 else { return nil }
    budget -= 1
    if let target = given["$ref"].text {
      return value(for: resolved(target), depth: depth + 1)
    }
    if let fixed = given.members?["const"] ?? given["enum"].elements?.first { return fixed }
    if let first = (given["anyOf"].elements ?? given["oneOf"].elements)?.first {
      return value(for: first, depth: depth + 1)
    }
    // A list of types allows each of them.
    switch given["type"].text ?? given["type"].elements?.first?.text {
    case "string": return .string(text)
    case "integer", "number": return .int(number)
    case "boolean": return true
    case "array": return [value(for: given["items"], depth: depth + 1)]
    case "object", nil:
      var members = given["properties"].members ?? [:]
      for (name, member) in members { members[name] = value(for: member, depth: depth + 1) }
      return .object(members)
    default: return nil
    }
  }

  private func resolved(_ reference: String) -> JSONValue {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(root) { $0[String($1)] }
  }
}
