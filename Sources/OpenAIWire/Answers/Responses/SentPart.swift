/// A part of an item as it was sent so far.
struct SentPart: Sendable {
  enum Kind: Sendable {
    case text, refusal, reasoning, summary
  }

  /// `AnswerText.part`.
  var number: Int
  /// Its index within the content, or the summary.
  var index: Int
  var kind: Kind
  /// What was said of it.
  var text = ""
  /// Whether an event added it, so that others must end it.
  var isAdded = false
  /// The part as an event at its end said it.
  var done: String?

  /// The part as JSON.
  var json: String {
    if let done { return done }
    let quoted = ResponsesRendering.quoted(text)
    switch kind {
    case .text: return ResponsesRendering.outputText(text)
    case .refusal: return "{\"type\":\"refusal\",\"refusal\":\(quoted)}"
    case .reasoning: return "{\"type\":\"reasoning_text\",\"text\":\(quoted)}"
    case .summary: return "{\"type\":\"summary_text\",\"text\":\(quoted)}"
    }
  }

  /// The event that says all of its text, and the one that ends it: their types, and the members that tell them apart.
  var endings: [(type: String, members: String)] {
    let quoted = ResponsesRendering.quoted(text)
    let place = kind == .summary ? "\"summary_index\":\(index)" : "\"content_index\":\(index)"
    let part = "\(place),\"part\":\(json)"
    switch kind {
    case .text:
      return [
        ("response.output_text.done", "\(place),\"text\":\(quoted),\"logprobs\":[]"),
        ("response.content_part.done", part),
      ]
    case .refusal:
      return [("response.refusal.done", "\(place),\"refusal\":\(quoted)"), ("response.content_part.done", part)]
    case .reasoning:
      return [("response.reasoning_text.done", "\(place),\"text\":\(quoted)"), ("response.content_part.done", part)]
    case .summary:
      return [
        ("response.reasoning_summary_text.done", "\(place),\"text\":\(quoted)"),
        ("response.reasoning_summary_part.done", part),
      ]
    }
  }
}
