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
      if window.lowerBound > 0 { try ClassifierWork.check() }
      try runPrompt(workspace, window, outputs: EncoderOutput.prompt)
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
      if window.lowerBound > 0 { try ClassifierWork.check() }
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

  /// What the encoder computes for the first window of a prompt, or of an answer and its prompt.
  package func activations(of prompt: String, answer: String?) throws(ClassifierFailure) -> EncoderActivations {
    try pool.withWorkspace { workspace throws(ClassifierFailure) in
      let all = 0..<EncoderOutput.count
      let secondSegment: Int
      if let answer {
        model.tokenizer.encode(answer, into: &workspace.answer)
        encodeContext(prompt, workspace)
        let count = min(workspace.answer.tokens.count, EncoderSettings.answerTokens)
        secondSegment = try runPair(workspace, 0..<count, outputs: all)
      } else {
        model.tokenizer.encode(prompt, into: &workspace.text)
        let count = min(workspace.text.tokens.count, EncoderSettings.promptTokens - 2)
        try runPrompt(workspace, 0..<count, outputs: all)
        secondSegment = workspace.input.count
      }
      return EncoderActivations(
        tokens: workspace.input, secondSegment: secondSegment, pooled: workspace.pooled, logits: workspace.logits)
    }
  }

  /// `[CLS] prompt [SEP]`, all of it as the first segment.
  private func runPrompt(
    _ workspace: EncoderWorkspace, _ window: Range<Int>, outputs: Range<Int>
  ) throws(ClassifierFailure) {
    workspace.startInput(with: model.tokenizer.start)
    workspace.input.append(contentsOf: workspace.text.tokens[window])
    workspace.input.append(model.tokenizer.separator)
    try workspace.run(model, secondSegment: workspace.input.count, outputs: outputs)
  }

  /// `[CLS] prompt [SEP] answer [SEP]`, the answer and what follows it as the second segment.
  ///
  /// - Returns: where the second segment begins.
  @discardableResult
  private func runPair(
    _ workspace: EncoderWorkspace, _ window: Range<Int>, outputs: Range<Int>
  ) throws(ClassifierFailure) -> Int {
    workspace.startInput(with: model.tokenizer.start)
    workspace.input.append(contentsOf: workspace.text.tokens.suffix(EncoderSettings.contextTokens))
    workspace.input.append(model.tokenizer.separator)
    let secondSegment = workspace.input.count
    workspace.input.append(contentsOf: workspace.answer.tokens[window])
    workspace.input.append(model.tokenizer.separator)
    try workspace.run(model, secondSegment: secondSegment, outputs: outputs)
    return secondSegment
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
