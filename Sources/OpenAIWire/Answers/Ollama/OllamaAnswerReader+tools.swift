/// The calls of tools in an answer. Each comes whole: its arguments are JSON, not a string.
extension OllamaAnswerReader {
  mutating func readToolCalls(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .array else {
      return add(.other("tool_calls"), try cursor.readWords(.everything), cursor)
    }
    var scope = try cursor.enterArray()
    var position = 0
    while try cursor.nextElement(&scope) {
      try readToolCall(position, &cursor)
      position += 1
    }
  }

  /// Reads one call. Its index may come after its texts, so these get their field at the end.
  private mutating func readToolCall(_ position: Int, _ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else {
      return add(.other("tool_calls"), try cursor.readWords(.everything), cursor)
    }
    var call = position
    let firstText = choice.texts.count
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ToolCallField.table.unambiguousName(of: key, in: cursor) {
      case .function where try cursor.peekType() == .object: try readFunction(position, &call, &cursor)
      case .id, .type, .index: add(.other("tool_calls"), try cursor.readWords(.exceptIdentifiers), cursor)
      case .function, .custom, nil: add(.other("tool_calls"), try cursor.readWords(.everything), cursor)
      }
    }
    for index in firstText..<choice.texts.count {
      switch choice.texts[index].field {
      case .toolName: choice.texts[index].field = .toolName(call)
      case .toolArguments: choice.texts[index].field = .toolArguments(call)
      default: break
      }
    }
  }

  private mutating func readFunction(
    _ position: Int, _ call: inout Int, _ cursor: inout JSONCursor
  ) throws(JSONFault) {
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try OllamaFunctionName.table.unambiguousName(of: key, in: cursor) {
      case .index where try cursor.peekType() == .number:
        if let index = try cursor.readInteger() { call = index }
      case .name: add(.toolName(position), try cursor.readWords(.everything), cursor)
      case .arguments where try cursor.peekType() != .string:
        add(.toolArguments(position), try cursor.readJSON(), cursor)
      case .arguments: add(.toolArguments(position), try cursor.readWords(.everything), cursor)
      case .index, nil: add(.other("tool_calls"), try cursor.readWords(.everything), cursor)
      }
    }
  }
}
