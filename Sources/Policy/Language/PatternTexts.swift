/// The phrase lists and expressions of a folder as they were written, by their index in the `PatternTable`.
struct PatternTexts: Sendable, Equatable {
  var lists: [[String]] = []
  var expressions: [String] = []

  init(_ table: PatternTable) {
    lists = table.lists
    expressions = table.expressions.map(\.pattern)
  }
}
