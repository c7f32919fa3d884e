/// A key of a mapping in policy files.
struct SchemaKey: Sendable {
  var name: String
  /// What an editor shows.
  var description: String
  var shape: SchemaShape
  var isRequired: Bool

  init(_ name: String, _ shape: SchemaShape, isRequired: Bool = false, _ description: String) {
    self.name = name
    self.description = description
    self.shape = shape
    self.isRequired = isRequired
  }
}
