/// What a chat completion request may hold at most; its bytes are bounded by who reads the body.
package struct RequestLimits: Sendable, Equatable {
  package var json: JSONLimits
  /// Entries of `messages`.
  package var maxMessages: Int
  /// Texts that the conversation may consist of.
  package var maxTexts: Int
  /// UTF-8 bytes of all texts together; text that is judged in two readings counts twice.
  package var maxTextBytes: Int
  /// The largest `n`.
  package var maxChoices: Int
  /// Answers of `/v1/completions` to all prompts together: prompts times `n`.
  package var maxAnswers: Int

  package init(
    json: JSONLimits = JSONLimits(), maxMessages: Int = 8192, maxTexts: Int = 32_768,
    maxTextBytes: Int = 16 * 1024 * 1024, maxChoices: Int = 128, maxAnswers: Int = 512
  ) {
    self.json = json
    self.maxMessages = maxMessages
    self.maxTexts = maxTexts
    self.maxTextBytes = maxTextBytes
    self.maxChoices = maxChoices
    self.maxAnswers = maxAnswers
  }
}
