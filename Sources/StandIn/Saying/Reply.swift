/// What the stand-in says to a question, for any dialect to render.
struct Reply: Sendable {
  let reasoning: String?
  /// Empty when a tool is called.
  let text: String
  let call: ToolCall?
  /// Whether the word limit cut it.
  let isCut: Bool

  /// Token counts are in the stand-in's own measure: words parted by white space.
  var tokens: Int {
    get throws {
      let said = [reasoning ?? "", text, try call?.arguments.json() ?? ""]
      return said.reduce(0) { $0 + TextPieces.count($1) }
    }
  }
}
