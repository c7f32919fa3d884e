/// The JSON Schema (2020-12) of the files of a policy folder, for editors and other programs.
///
/// It knows keys, words, and what stands beside what. What needs more than one file or place - ids, names, the order of
/// rules, whether an expression can be used - only loading the folder tells.
package enum PolicySchema: String, CaseIterable, Sendable {
  case policy
  case routes
  case tests

  /// The whole schema, indented, with a line end.
  package var json: String {
    let root = SchemaTable.objects.first { $0.name == rawValue }
    guard let root else { preconditionFailure("no schema for \(rawValue)") }
    var entries: [(String, SchemaValue)] = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text(title)),
    ]
    entries += Self.members(root)
    let used = Self.reachable(from: root)
    let definitions = SchemaTable.objects.filter { used.contains($0.name) }.map { object in
      (object.name, SchemaValue.object(Self.members(object)))
    }
    entries.append(("$defs", .object(definitions)))
    return SchemaValue.object(entries).json() + "\n"
  }

  private var title: String {
    switch self {
    case .policy: "Evenkeel policy"
    case .routes: "Evenkeel routes"
    case .tests: "Evenkeel policy tests"
    }
  }

  private static func members(_ object: SchemaObject) -> [(String, SchemaValue)] {
    let required = object.keys.filter(\.isRequired).map { SchemaValue.text($0.name) }
    var entries: [(String, SchemaValue)] = [
      ("description", .text(object.description)), ("type", .text("object")),
      (
        "properties",
        .object(
          object.keys.map { key in
            (key.name, .object([("description", .text(key.description))] + value(key.shape)))
          })
      ),
      ("additionalProperties", .truth(false)),
    ]
    if !required.isEmpty { entries.append(("required", .list(required))) }
    let demands = object.demands.flatMap { SchemaDemands.values($0, of: object) }
    if !demands.isEmpty { entries.append(("allOf", .list(demands))) }
    return entries
  }

  /// The members of a value's schema.
  static func value(_ shape: SchemaShape) -> [(String, SchemaValue)] {
    switch shape {
    case .text: [("type", .list([.text("string"), .text("number"), .text("boolean")]))]
    case .identifier: [("type", .text("string")), ("pattern", .text(SchemaShape.identifierPattern))]
    case .matching(let pattern): [("type", .text("string")), ("pattern", .text(pattern))]
    case .word(let words): [("enum", .list(words.map(SchemaValue.text)))]
    case .words(let words): [("anyOf", .list([.object(value(.word(words))), .object(value(.wordList(words)))]))]
    case .wordList(let words): unique(.word(words))
    case .texts: [("anyOf", .list([.object(value(.text)), .object(unique(.text))]))]
    case .integer(let bounds):
      [
        ("type", .text("integer")), ("minimum", .integer(bounds.lowerBound)), ("maximum", .integer(bounds.upperBound)),
      ]
    case .probability: [("type", .text("number")), ("minimum", .integer(0)), ("maximum", .integer(1))]
    case .truth: [("type", .text("boolean"))]
    case .yes: [("const", .truth(true))]
    case .pair(let item):
      [
        ("type", .text("array")), ("items", .object(value(item))), ("minItems", .integer(2)), ("maxItems", .integer(2)),
      ]
    case .list(let item, let limit):
      [("type", .text("array")), ("items", .object(value(item))), ("maxItems", .integer(limit))]
    case .object(let name): [("$ref", .text("#/$defs/\(name)"))]
    case .named(let keys, let item, let least):
      [
        ("type", .text("object")), ("propertyNames", .object([("pattern", .text(keys))])),
        ("additionalProperties", .object(value(item))),
      ] + (least > 0 ? [("minProperties", .integer(least))] : [])
    case .either(let shapes): [("anyOf", .list(shapes.map { .object(value($0)) }))]
    }
  }

  private static func unique(_ item: SchemaShape) -> [(String, SchemaValue)] {
    [
      ("type", .text("array")), ("items", .object(value(item))), ("minItems", .integer(1)),
      ("uniqueItems", .truth(true)),
    ]
  }

  /// Names of the objects that an object leads to.
  private static func reachable(from root: SchemaObject) -> Set<String> {
    var found = Set<String>()
    var waiting = [root]
    while let next = waiting.popLast() {
      for name in next.keys.flatMap({ references($0.shape) }) where found.insert(name).inserted {
        guard let object = SchemaTable.objects.first(where: { $0.name == name }) else {
          preconditionFailure("the schema has no \(name)")
        }
        waiting.append(object)
      }
    }
    return found
  }

  private static func references(_ shape: SchemaShape) -> [String] {
    switch shape {
    case .object(let name): [name]
    case .pair(let item), .list(let item, _), .named(_, let item, _): references(item)
    case .either(let shapes): shapes.flatMap(references)
    case .text, .identifier, .matching, .word, .words, .wordList, .texts, .integer, .probability, .truth, .yes: []
    }
  }
}
