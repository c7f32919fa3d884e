import Taxonomy

/// Coded flat, by the names of `fields`: an exported JSONL line decodes to the record again. `time` and
/// `milliseconds` are part of the id and not read.
extension RefusalRecord: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func read<Value: Decodable>(_ name: String) throws -> Value { try values.decode(Value.self, forKey: Key(name)) }
    func readOptional<Value: Decodable>(_ name: String) throws -> Value? {
      try values.decodeIfPresent(Value.self, forKey: Key(name))
    }
    self.init(
      id: try read("id"), app: try read("app"), keyID: try readOptional("key_id"), endpoint: try read("endpoint"),
      model: try readOptional("model"), isStreamed: try read("is_streamed"),
      policy: PolicyReference(name: try read("policy"), revision: try read("policy_revision")),
      classifier: try read("classifier"), stage: try read("stage"), action: try read("action"),
      isEnforced: try read("is_enforced"), ruleIDs: try read("rule_ids"), cause: try read("cause"),
      verdict: try read("verdict"), promptHarm: try readOptional("prompt_harm"), attack: try readOptional("attack"),
      answerHarm: try readOptional("answer_harm"), refusalScore: try readOptional("refusal_score"),
      refusalKind: try readOptional("refusal_kind"), categories: try read("categories"),
      promptJudgingMicroseconds: try read("prompt_judging_us"),
      answerJudgingMicroseconds: try read("answer_judging_us"), totalMicroseconds: try read("total_us"),
      upstreamMilliseconds: try readOptional("upstream_ms"), statusCode: try read("status_code"),
      delivery: try read("delivery"), releasedCharacters: try read("released_characters"),
      prompt: RecordedContent(text: try readOptional("prompt"), byteCount: try readOptional("prompt_bytes")),
      answer: RecordedContent(text: try readOptional("answer"), byteCount: try readOptional("answer_bytes")),
      contentMode: try read("content_mode"), userKey: try readOptional("user_key"))
    // Exports of earlier versions have none of these.
    if let isDelivered: Bool = try readOptional("retry_is_delivered") {
      retry = RetriedAnswer(
        answer: RecordedContent(
          text: try readOptional("retry_answer"), byteCount: try readOptional("retry_answer_bytes")),
        answerHarm: try readOptional("retry_answer_harm"), refusalKind: try readOptional("retry_refusal_kind"),
        isDelivered: isDelivered, milliseconds: try read("retry_ms"), tokens: try readOptional("retry_tokens"))
    }
    if let label: ReviewLabel = try readOptional("review_label") {
      review = Review(
        label: label, type: try readOptional("review_type"), reviewer: try read("reviewer"),
        note: try readOptional("review_note"), answer: try readOptional("review_answer"),
        milliseconds: try read("reviewed_ms"))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (name, value) in fields {
      let key = Key(name)
      switch value {
      case .text(let text): try container.encode(text, forKey: key)
      case .integer(let integer): try container.encode(integer, forKey: key)
      case .number(let number): try container.encode(number, forKey: key)
      case .flag(let flag): try container.encode(flag, forKey: key)
      case .texts(let texts): try container.encode(texts, forKey: key)
      case .numbers(let numbers): try container.encode(numbers, forKey: key)
      }
    }
  }
}
