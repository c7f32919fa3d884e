import NIOCore

/// Writing a policy's system message into a request.
extension DocumentEdits {
  /// Writes the message before the app's own instructions, or in their place.
  ///
  /// Where a dialect has neither messages nor a field for instructions, each prompt begins with the message and an empty
  /// line.
  ///
  /// - Returns: false where there is no place for it: in a prompt of token numbers, and where nothing is generated.
  mutating func rewrite(_ system: RequestChange.SystemMessage, _ trace: ConversationTrace) -> Bool {
    if let field = trace.instructions {
      write(system, into: field)
      if case .replaceAll = system { removeInstructions(among: trace.messages) }
    } else if !trace.prompts.isEmpty {
      for prompt in trace.prompts { insert(system.content + "\n\n", intoString: prompt) }
    } else if let first = trace.messages.first {
      write(system, before: first, of: trace.messages)
    } else {
      return false
    }
    return true
  }

  /// Writes the message as the first of the messages.
  private mutating func write(
    _ system: RequestChange.SystemMessage, before first: ConversationTrace.Message,
    of messages: [ConversationTrace.Message]
  ) {
    let start = first.range.lowerBound..<first.range.lowerBound
    let message = "{\"role\":\"system\",\"content\":" + Self.quoted(system.content) + "}"
    switch system {
    case .prepend: replace(start, with: message + ",")
    case .replaceAll:
      if first.isInstruction {
        replace(first.range, with: message)
      } else {
        replace(start, with: message + ",")
      }
      for (before, message) in zip(messages, messages.dropFirst()) where message.isInstruction {
        // With the comma before it.
        replace(before.range.upperBound..<message.range.upperBound, with: "")
      }
    }
  }

  /// Takes the messages that instruct out of their array.
  private mutating func removeInstructions(among messages: [ConversationTrace.Message]) {
    var index = 0
    while index < messages.count {
      guard messages[index].isInstruction else {
        index += 1
        continue
      }
      let first = index
      while index < messages.count, messages[index].isInstruction { index += 1 }
      // With the comma before them, or behind them where they are the first.
      let start = first > 0 ? messages[first - 1].range.upperBound : messages[first].range.lowerBound
      let end =
        first == 0 && index < messages.count
        ? messages[index].range.lowerBound : messages[index - 1].range.upperBound
      replace(start..<end, with: "")
    }
  }

  private mutating func write(_ system: RequestChange.SystemMessage, into field: ConversationTrace.InstructionField) {
    guard let value = field.value else {
      let start = field.bodyStart..<field.bodyStart
      return replace(start, with: "\"\(field.key)\":" + Self.quoted(system.content) + ",")
    }
    guard case .prepend(let content) = system else { return replace(value, with: Self.quoted(system.content)) }
    switch field.kind {
    case .string: insert(content + "\n\n", intoString: value)
    case .blocks(let isEmpty):
      let start = value.lowerBound + 1
      let block = "{\"type\":\"text\",\"text\":" + Self.quoted(content) + "}"
      replace(start..<start, with: isEmpty ? block : block + ",")
    case .items(let isEmpty):
      let start = value.lowerBound + 1
      let item = "{\"role\":\"system\",\"content\":" + Self.quoted(content) + "}"
      replace(start..<start, with: isEmpty ? item : item + ",")
    case .null: replace(value, with: Self.quoted(content))
    }
  }

  /// Writes text at the beginning of a string, whose range includes its quotes.
  private mutating func insert(_ text: String, intoString range: Range<Int>) {
    let start = range.lowerBound + 1
    replace(start..<start, with: String(Self.quoted(text).dropFirst().dropLast()))
  }

  static func quoted(_ text: String) -> String {
    var written = ByteBuffer()
    written.writeJSONString(text)
    return String(buffer: written)
  }
}

extension RequestChange.SystemMessage {
  fileprivate var content: String {
    switch self {
    case .prepend(let content), .replaceAll(let content): content
    }
  }
}
