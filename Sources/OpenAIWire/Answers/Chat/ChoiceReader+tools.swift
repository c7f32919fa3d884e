/// The calls of tools in a choice.
extension ChoiceReader {
  mutating func readToolCalls(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .array else {
      return add(try cursor.readWords(.everything), .other("tool_calls"))
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
      return add(try cursor.readWords(.everything), .other("tool_calls[\(position)]"))
    }
    var call = position
    let firstText = choice.texts.count
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ToolCallField.table.unambiguousName(of: key, in: cursor) {
      case .index: call = try readIndex(&cursor) ?? position
      case .id, .type: add(try cursor.readWords(.exceptIdentifiers), .other("tool_calls[\(position)].id"))
      case .function: try readCalled(position, "function", &cursor)
      case .custom: try readCalled(position, "custom", &cursor)
      case nil:
        let words = try cursor.readWords(.everything)
        add(words, .other("tool_calls[\(position)].\(cursor.name(of: key))"))
      }
    }
    guard call != position else { return }
    for index in firstText..<choice.texts.count {
      switch choice.texts[index].field {
      case .toolName: choice.texts[index].field = .toolName(call)
      case .toolArguments: choice.texts[index].field = .toolArguments(call)
      case .toolInput: choice.texts[index].field = .toolInput(call)
      case .other(let path):
        choice.texts[index].field = .other("tool_calls[\(call)]" + path.dropFirst("tool_calls[\(position)]".count))
      default: break
      }
    }
  }

  private mutating func readCalled(
    _ position: Int, _ name: String, _ cursor: inout JSONCursor
  ) throws(JSONFault) {
    guard try cursor.peekType() == .object else {
      return add(try cursor.readWords(.everything), .other("tool_calls[\(position)].\(name)"))
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try CalledFunctionField.table.unambiguousName(of: key, in: cursor) {
      case .name: add(try cursor.readWords(.everything), .toolName(position))
      case .arguments: add(try cursor.readWords(.everything), .toolArguments(position))
      case .input: add(try cursor.readWords(.everything), .toolInput(position))
      case nil:
        let words = try cursor.readWords(.everything)
        add(words, .other("tool_calls[\(position)].\(name).\(cursor.name(of: key))"))
      }
    }
  }

  mutating func readFunctionCall(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else {
      return add(try cursor.readWords(.everything), .other("function_call"))
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try CalledFunctionField.table.unambiguousName(of: key, in: cursor) {
      case .name: add(try cursor.readWords(.everything), .other("function_call.name"))
      case .arguments: add(try cursor.readWords(.everything), .functionArguments)
      case .input, nil:
        let words = try cursor.readWords(.everything)
        add(words, .other("function_call.\(cursor.name(of: key))"))
      }
    }
  }
}
