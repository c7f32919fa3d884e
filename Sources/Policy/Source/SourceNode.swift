/// A piece of a policy file with its position: the tree that the readers of the language walk.
///
/// Anchors, aliases, tags and duplicate keys are gone by now; `SourceParser` refuses them.
struct SourceNode {
  /// What the piece is.
  enum Value {
    /// `isPlain` is true for a scalar without quotes and not in a block.
    case scalar(String, isPlain: Bool)
    case list([SourceNode])
    case mapping([Entry])
    /// Already refused with a fault; readers pass over it in silence.
    case refused
  }

  /// A key of a mapping with its value.
  struct Entry {
    var key: String
    var keyMark: SourceMark
    var value: SourceNode
  }

  var value: Value
  var mark: SourceMark

  /// True for what YAML reads as null: nothing at all, `~` and `null` without quotes.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = value else { return false }
    return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }

  var isRefused: Bool {
    if case .refused = value { true } else { false }
  }

  /// What the piece is, for messages.
  var kind: String {
    switch value {
    case .scalar: isNull ? "nothing" : "a single value"
    case .list: "a list"
    case .mapping: "a mapping"
    case .refused: "refused"
    }
  }
}
