/// Writes what is asked of the keys of a mapping as JSON Schema.
enum SchemaDemands {
  static func values(_ demand: SchemaObject.Demand, of object: SchemaObject) -> [SchemaValue] {
    switch demand {
    case .some: [.object([("minProperties", .integer(1))])]
    case .exactlyOne(let keys): [.object([("oneOf", .list(keys.map { required([$0]) }))])]
    case .together(let key, let others):
      [
        choice(
          if: required([key]), then: .object([("oneOf", .list(others.map { required([$0]) }))]), else: forbidden(others)
        )
      ]
    case .unlessOff(let keys):
      [choice(if: required(["off"]), then: only(["id", "off"], of: object), else: required(keys))]
    case .withActions(let words, let keys):
      [choice(if: hasValue("action", words), then: .truth(true), else: forbidden(keys))]
    case .neededByAction(let word, let keys):
      [choice(if: hasValue("action", [word]), then: required(keys), else: .truth(true))]
    case .neededBy(let key, let value, let other):
      [choice(if: hasValue(key, [value]), then: required([other]), else: .truth(true))]
    case .byStage(let keys):
      [
        choice(
          if: hasValue("stage", ["response"]), then: conditions(keys, "response"), else: conditions(keys, "prompt"))
      ]
    }
  }

  private static func choice(if test: SchemaValue, then: SchemaValue, else other: SchemaValue) -> SchemaValue {
    .object([("if", test), ("then", then), ("else", other)])
  }

  private static func conditions(_ keys: [String], _ stage: String) -> SchemaValue {
    let shape = SchemaValue.object(PolicySchema.value(.object("\(stage)_condition")))
    return .object([("properties", .object(keys.map { ($0, shape) }))])
  }

  private static func required(_ keys: [String]) -> SchemaValue {
    .object([("required", .list(keys.map(SchemaValue.text)))])
  }

  private static func forbidden(_ keys: [String]) -> SchemaValue {
    .object([("properties", .object(keys.map { ($0, .truth(false)) }))])
  }

  private static func only(_ keys: [String], of object: SchemaObject) -> SchemaValue {
    forbidden(object.keys.map(\.name).filter { !keys.contains($0) })
  }

  private static func hasValue(_ key: String, _ words: [String]) -> SchemaValue {
    .object([
      ("properties", .object([(key, .object([("enum", .list(words.map(SchemaValue.text)))]))])),
      ("required", .list([.text(key)])),
    ])
  }
}
