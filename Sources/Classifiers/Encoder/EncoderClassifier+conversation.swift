import Taxonomy

/// The view of a conversation: a harmless-looking last turn may finish what earlier ones began.
extension EncoderClassifier {
  /// Scores the last user text with up to `EncoderSettings.earlierTurns` turns before it, as
  /// `[CLS] turn [SEP] … [SEP] text [SEP]` in the first segment, cut to its last tokens.
  ///
  /// - Returns: the index of the last user text; nil where no turn with words stands before it. The logits are in
  ///   `worst`.
  func scoreConversation(
    _ texts: [JudgedText], _ workspace: EncoderWorkspace
  ) throws(ClassifierFailure) -> Int? {
    guard let last = texts.lastIndex(where: { $0.role == .user && $0.place.message != nil }) else { return nil }
    let turns = turns(before: last, in: texts)
    guard !turns.isEmpty else { return nil }
    // From the last text backwards, so that a long history is not tokenised beyond what fits.
    let room = EncoderSettings.promptTokens - 1
    workspace.conversation.removeAll(keepingCapacity: true)
    for (number, index) in ([last] + turns).enumerated() where workspace.conversation.count < room {
      let end = texts[index].text.unicodeScalars.suffix(EncoderSettings.turnScalars)
      model.tokenizer.encode(String(end), into: &workspace.text)
      guard !workspace.text.tokens.isEmpty else {
        if number == 0 { return nil }
        continue
      }
      workspace.conversation.append(model.tokenizer.separator)
      workspace.conversation.append(contentsOf: workspace.text.tokens.reversed())
    }
    workspace.input.removeAll(keepingCapacity: true)
    workspace.input.append(model.tokenizer.start)
    workspace.input.append(contentsOf: workspace.conversation.prefix(room).reversed())
    try workspace.run(model, secondSegment: workspace.input.count, outputs: EncoderOutput.prompt)
    workspace.worst = workspace.logits
    return last
  }

  /// Indices of the texts of the turns before one, latest first: what users and the model said, one message a turn.
  private func turns(before last: Int, in texts: [JudgedText]) -> [Int] {
    var found: [Int] = []
    var messages: Set<Int> = []
    for index in texts[..<last].indices.reversed() {
      let text = texts[index]
      guard text.role == .user || text.role == .assistant, let message = text.place.message,
        message != texts[last].place.message
      else { continue }
      if !messages.contains(message) {
        guard messages.count < EncoderSettings.earlierTurns else { break }
        messages.insert(message)
      }
      found.append(index)
    }
    return found
  }
}
