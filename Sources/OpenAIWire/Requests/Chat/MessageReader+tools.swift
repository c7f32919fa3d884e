/// The calls of tools in a message.
extension MessageReader {
  func readToolCalls(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .array else {
      return try add(try cursor.readWords(.everything), "tool_calls", &builder)
    }
    var scope = try cursor.enterArray()
    var call = 0
    while try cursor.nextElement(&scope) {
      try readToolCall("tool_calls[\(call)]", &cursor, &builder)
      call += 1
    }
  }

  private func readToolCall(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    guard try cursor.peekType() == .object else { return try add(try cursor.readWords(.everything), path, &builder) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ToolCallField.table.unambiguousName(of: key, in: cursor) {
      case .id: try add(try cursor.readWords(.exceptIdentifiers), "\(path).id", &builder)
      case .type: try add(try cursor.readWords(.exceptIdentifiers), "\(path).type", &builder)
      case .function: try readCalledFunction("\(path).function", &cursor, &builder)
      case .custom: try readCalledFunction("\(path).custom", &cursor, &builder)
      case .index:
        let words = try cursor.readWords(.everything)
        try add(words, "\(path).index", &builder)
      case nil:
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: index, path: "\(path).\(cursor.name(of: key))")
      }
    }
  }

  /// Name and arguments of a call, or the input of a custom tool.
  func readCalledFunction(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    guard try cursor.peekType() == .object else { return try add(try cursor.readWords(.everything), path, &builder) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let field = try CalledFunctionField.table.unambiguousName(of: key, in: cursor)
      let isString = try cursor.peekType() == .string
      let words = try cursor.readWords(.everything)
      let text = builder.texts.count
      let path = "\(path).\(cursor.name(of: key))"
      // A custom tool's input is free text.
      let isJSON = isString && field == .arguments
      try add(words, path, &builder, source: isJSON ? { .arguments($0) } : nil)
      guard field == .arguments else { continue }
      if let decoded = EscapedArguments.decodedWords(of: words.text, isTraced: cursor.isTraced) {
        try add(decoded, path, &builder, source: { .reading(of: text, $0) })
      }
    }
  }
}
