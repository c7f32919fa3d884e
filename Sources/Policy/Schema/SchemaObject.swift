/// A mapping in policy files: its keys, and what must be among them.
struct SchemaObject: Sendable {
  /// What else is asked of the keys.
  enum Demand: Sendable {
    /// At least one key.
    case some
    /// Exactly one of these.
    case exactlyOne([String])
    /// Where the first is given, one of the others is too; where it is not, none of them.
    case together(String, [String])
    /// All of these, unless `off` is given; then no others than `id`.
    case unlessOff([String])
    /// Where `action` is one of the words the keys may stand; where it is not, they may not.
    case withActions([String], keys: [String])
    /// Where `action` is the word, the keys must stand.
    case neededByAction(String, keys: [String])
    /// Where the key has the value, another must stand.
    case neededBy(String, value: String, String)
    /// These keys hold conditions of the stage that `stage` names, by default of `prompt`.
    case byStage([String])
  }

  /// Its name under `$defs`.
  var name: String
  var description: String
  var keys: [SchemaKey]
  var demands: [Demand] = []
}
