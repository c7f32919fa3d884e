import Taxonomy

/// How texts become the encoder's inputs.
extension EncoderClassifier {
  /// Scores the text that the workspace holds, in its windows; the highest logit of each output goes into `worst`.
  ///
  /// - Returns: the bytes of the window with the highest prompt harm; nil for a text without tokens.
  func scorePrompt(_ workspace: EncoderWorkspace) throws(ClassifierFailure) -> Range<Int>? {
    var worst: Range<Int>?
    let windows = EncoderWindows.ranges(
      of: workspace.text.tokens.count, length: EncoderSettings.promptTokens - 2, overlap: EncoderSettings.overlap)
    for window in windows {
      workspace.startInput(with: model.tokenizer.start)
      workspace.input.append(contentsOf: workspace.text.tokens[window])
      workspace.input.append(model.tokenizer.separator)
      try workspace.run(model, secondSegment: workspace.input.count, outputs: EncoderOutput.prompt)
      let isWorst = workspace.logits[EncoderOutput.promptHarm] > workspace.worst[EncoderOutput.promptHarm]
      if worst == nil || isWorst { worst = window }
      workspace.keepWorst(of: EncoderOutput.prompt, isFirst: window.lowerBound == 0)
    }
    return worst.map(workspace.text.source(of:))
  }

  /// Scores the answer that the workspace holds against its prompt, in windows; the highest logits go into `worst`.
  ///
  /// - Returns: false for an answer without tokens.
  func scoreAnswer(
    to prompt: String, _ workspace: EncoderWorkspace, outputs: Range<Int>
  ) throws(ClassifierFailure) -> Bool {
    let count = workspace.answer.tokens.count
    guard count > 0 else { return false }
    encodeContext(prompt, workspace)
    let windows = EncoderWindows.ranges(
      of: count, length: EncoderSettings.answerTokens, overlap: EncoderSettings.overlap)
    for window in windows {
      try runPair(workspace, window, outputs: outputs)
      workspace.keepWorst(of: outputs, isFirst: window.lowerBound == 0)
    }
    return true
  }

  /// Scores the opening that the workspace holds as an answer; the refusal's logits go into `logits`.
  ///
  /// - Returns: false for an answer without tokens.
  func scoreRefusal(to prompt: String, _ workspace: EncoderWorkspace) throws(ClassifierFailure) -> Bool {
    let count = min(workspace.answer.tokens.count, EncoderSettings.answerTokens)
    guard count > 0 else { return false }
    encodeContext(prompt, workspace)
    try runPair(workspace, 0..<count, outputs: EncoderOutput.refusal)
    return true
  }

  /// `[CLS] prompt [SEP] answer [SEP]`, the answer and what follows it as the second segment.
  private func runPair(
    _ workspace: EncoderWorkspace, _ window: Range<Int>, outputs: Range<Int>
  ) throws(ClassifierFailure) {
    workspace.startInput(with: model.tokenizer.start)
    workspace.input.append(contentsOf: workspace.text.tokens.suffix(EncoderSettings.contextTokens))
    workspace.input.append(model.tokenizer.separator)
    let secondSegment = workspace.input.count
    workspace.input.append(contentsOf: workspace.answer.tokens[window])
    workspace.input.append(model.tokenizer.separator)
    try workspace.run(model, secondSegment: secondSegment, outputs: outputs)
  }

  /// The prompt's end, from which the last tokens go with an answer.
  private func encodeContext(_ prompt: String, _ workspace: EncoderWorkspace) {
    let end = prompt.unicodeScalars.suffix(EncoderSettings.contextScalars)
    model.tokenizer.encode(String(end), into: &workspace.text)
  }
}

extension EncoderWorkspace {
  fileprivate func startInput(with token: UInt32) {
    input.removeAll(keepingCapacity: true)
    input.append(token)
  }

  /// The higher of what is in `worst` and the new logits, or the new ones where they are a text's first.
  fileprivate func keepWorst(of outputs: Range<Int>, isFirst: Bool) {
    for output in outputs { worst[output] = isFirst ? logits[output] : max(worst[output], logits[output]) }
  }
}
