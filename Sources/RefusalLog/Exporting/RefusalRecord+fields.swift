import Taxonomy

extension RefusalRecord {
  /// One value of an exported record.
  enum Field {
    case text(String?)
    case integer(Int?)
    case number(Double?)
    case flag(Bool?)
    case texts([String])
    case numbers([String: Double])
  }

  /// The record as it is exported: the same names in the same order in every row of every format.
  var fields: [(name: String, value: Field)] {
    [
      ("id", .text(id.description)),
      ("time", .text(TimeText.milliseconds(milliseconds))),
      ("milliseconds", .integer(Int(milliseconds))),
      ("app", .text(app)),
      ("key_id", .text(keyID)),
      ("endpoint", .text(endpoint)),
      ("model", .text(model)),
      ("is_streamed", .flag(isStreamed)),
      ("policy", .text(policy.name)),
      ("policy_revision", .text(policy.revision)),
      ("classifier", .text(classifier)),
      ("stage", .text(stage.rawValue)),
      ("action", .text(action.rawValue)),
      ("is_enforced", .flag(isEnforced)),
      ("rule_ids", .texts(ruleIDs)),
      ("cause", .text(cause.rawValue)),
      ("verdict", .text(verdict.rawValue)),
      ("prompt_harm", .number(promptHarm)),
      ("attack", .number(attack)),
      ("answer_harm", .number(answerHarm)),
      ("refusal_score", .number(refusalScore)),
      ("refusal_kind", .text(refusalKind?.rawValue)),
      ("categories", .numbers(categories)),
      ("prompt_judging_us", .integer(promptJudgingMicroseconds)),
      ("answer_judging_us", .integer(answerJudgingMicroseconds)),
      ("total_us", .integer(totalMicroseconds)),
      ("upstream_ms", .integer(upstreamMilliseconds)),
      ("status_code", .integer(statusCode)),
      ("delivery", .text(delivery.rawValue)),
      ("released_characters", .integer(releasedCharacters)),
      ("content_mode", .text(contentMode.rawValue)),
      ("prompt", .text(prompt)),
      ("prompt_bytes", .integer(promptBytes)),
      ("answer", .text(answer)),
      ("answer_bytes", .integer(answerBytes)),
      ("user_key", .text(userKey)),
      ("retry_answer", .text(retry?.answer)),
      ("retry_answer_bytes", .integer(retry?.answerBytes)),
      ("retry_answer_harm", .number(retry?.answerHarm)),
      ("retry_refusal_kind", .text(retry?.refusalKind?.rawValue)),
      ("retry_is_delivered", .flag(retry?.isDelivered)),
      ("retry_ms", .integer(retry?.milliseconds)),
      ("retry_tokens", .integer(retry?.tokens)),
      ("review_label", .text(review?.label.rawValue)),
      ("review_type", .text(review?.type?.rawValue)),
      ("reviewer", .text(review?.reviewer)),
      ("review_note", .text(review?.note)),
      ("review_answer", .text(review?.answer)),
      ("reviewed_ms", .integer(review.map { Int($0.milliseconds) })),
    ]
  }
}
