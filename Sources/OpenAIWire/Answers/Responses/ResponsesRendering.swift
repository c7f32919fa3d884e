import NIOCore

/// Writes the JSON of OpenAI's `/v1/responses`.
enum ResponsesRendering {
  /// A text as JSON.
  static func quoted(_ text: String) -> String {
    var buffer = ByteBufferAllocator().buffer(capacity: text.utf8.count + 2)
    buffer.writeJSONString(text)
    return String(buffer: buffer)
  }

  /// A message that says one text; one in progress says nothing yet.
  static func message(id: String, text: String, isComplete: Bool = true) -> String {
    let content = isComplete ? outputText(text) : ""
    return "{\"id\":\(quoted(id)),\"type\":\"message\",\"status\":\"\(isComplete ? "completed" : "in_progress")\","
      + "\"role\":\"assistant\",\"content\":[\(content)]}"
  }

  static func outputText(_ text: String) -> String {
    "{\"type\":\"output_text\",\"text\":\(quoted(text)),\"annotations\":[],\"logprobs\":[]}"
  }

  /// The usage of an answer of which so many tokens are known to have been written.
  static func usage(outputTokens: Int = 0) -> String {
    "{\"input_tokens\":0,\"input_tokens_details\":{\"cached_tokens\":0,\"cache_write_tokens\":0},"
      + "\"output_tokens\":\(outputTokens),\"output_tokens_details\":{\"reasoning_tokens\":0},"
      + "\"total_tokens\":\(outputTokens)}"
  }

  /// A `response` object with every field that the schema demands.
  ///
  /// - Parameters:
  ///   - output: the items, without brackets.
  ///   - usage: JSON; nil while it is not known.
  static func response(
    _ envelope: AnswerEnvelope, status: ResponseStatus, isFiltered: Bool, output: String, usage: String?
  ) -> String {
    "{\"id\":\(quoted(envelope.id)),\"object\":\"response\",\"created_at\":\(envelope.created),"
      + "\"status\":\"\(status.rawValue)\",\"error\":null,\"incomplete_details\":\(isFiltered ? filtered : "null"),"
      + "\"instructions\":null,\"max_output_tokens\":null,\"metadata\":{},\"model\":\(quoted(envelope.model)),"
      + "\"output\":[\(output)],\"parallel_tool_calls\":true,\"previous_response_id\":null,\"temperature\":null,"
      + "\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":null\(usage.map { ",\"usage\":\($0)" } ?? "")}"
  }

  /// `incomplete_details` of what a policy withheld.
  static let filtered = "{\"reason\":\"content_filter\"}"

  /// A `response` object of upstream's as one that was filtered: its output, its state and what repeats these are
  /// replaced, and every other byte stays.
  ///
  /// - Parameters:
  ///   - document: the object's bytes and no others, in which `object` counts.
  ///   - output: the items, without brackets.
  ///   - text: all text of the items, for the field of some servers that repeats it; nil writes null there.
  ///   - usage: JSON to be written where there is none; nil for nothing.
  ///   - withholdsWords: whether the words of further fields go too, as null takes their place.
  static func filtered(
    _ document: ByteBuffer, _ object: ResponseObject, output: String, text: String?, usage: String?,
    withholdsWords: Bool
  ) -> ByteBuffer {
    var edits = DocumentEdits()
    var missing = ""
    func set(_ key: String, _ range: Range<Int>?, _ json: String, isNeeded: Bool = true) {
      if let range {
        edits.replace(range, with: json)
      } else if isNeeded {
        missing += (object.isEmpty && missing.isEmpty ? "" : ",") + "\"\(key)\":\(json)"
      }
    }
    set("status", object.status, "\"incomplete\"")
    set("error", object.error, "null")
    set("incomplete_details", object.incompleteDetails, filtered)
    set("output", object.output, "[\(output)]")
    set("output_text", object.outputText, text.map(quoted) ?? "null", isNeeded: false)
    set("completed_at", object.completedAt, "null", isNeeded: false)
    if let usage, !object.hasUsage { set("usage", object.usage, usage) }
    if withholdsWords {
      for range in object.words { edits.replace(range, with: "null") }
    }
    let end = object.range.upperBound - 1
    if !missing.isEmpty { edits.replace(end..<end, with: missing) }
    guard let bytes = edits.applied(to: document, byteLimit: .max) else { preconditionFailure("longer than any") }
    return bytes
  }
}
