/// A call of a tool that the stand-in makes.
struct ToolCall: Sendable {
  let name: String
  /// An object.
  let arguments: JSONValue
}
