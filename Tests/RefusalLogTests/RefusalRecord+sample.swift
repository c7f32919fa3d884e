import RefusalLog
import Taxonomy

extension RefusalRecord {
  /// A record that the schema takes. `number` gives its time in milliseconds and its id.
  static func sample(
    _ number: UInt64, verdict: Verdict = .guardBlock, app: String = "shop", model: String? = "llama",
    policy: String = "balanced", isEnforced: Bool = true, prompt: String = "how do I kill a process"
  ) -> RefusalRecord {
    RefusalRecord(
      id: DecisionID(milliseconds: number, random: (number, number)), app: app, keyID: "key-1",
      endpoint: "/v1/chat/completions", model: model, isStreamed: true,
      policy: PolicyReference(name: policy, revision: "0123456789ab"), classifier: "ngram@7", stage: .prompt,
      action: .refuse, isEnforced: isEnforced, ruleIDs: ["harm", "weapons"], cause: .rules, verdict: verdict,
      promptHarm: 0.75, attack: 0.125, answerHarm: 0.5, refusalScore: 0.25, refusalKind: .partial,
      categories: ["hate": 0.5, "cyber": 0.0625], promptJudgingMicroseconds: 120, answerJudgingMicroseconds: 340,
      totalMicroseconds: 5_600, upstreamMilliseconds: 4, statusCode: 200, delivery: .cut, releasedCharacters: 17,
      prompt: RecordedContent(prompt, mode: .full), answer: RecordedContent("Sure, first", mode: .full),
      contentMode: .full)
  }

  /// A record with everything that one can hold but a review.
  static func retried(_ number: UInt64) -> RefusalRecord {
    var record = sample(number, verdict: .exaggeratedRefusal)
    record.userKey = "0123abcd"
    record.refusalKind = .full
    record.answer = "I can't help with that."
    record.answerBytes = 23
    record.retry = RetriedAnswer(
      answer: RecordedContent("Use kill and its number.", mode: .full), answerHarm: 0.125,
      refusalKind: RefusalKind.none,
      isDelivered: true, milliseconds: 321, tokens: 17)
    return record
  }

  /// The same with as little as a record may have.
  static func bare(_ number: UInt64) -> RefusalRecord {
    RefusalRecord(
      id: DecisionID(milliseconds: number, random: (number, number)), app: "", endpoint: "", model: nil,
      isStreamed: false, policy: PolicyReference(name: "", revision: ""), classifier: "", stage: .response,
      action: .allow, verdict: .exaggeratedRefusal, contentMode: .none)
  }
}
