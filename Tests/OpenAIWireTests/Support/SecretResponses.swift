/// Random requests to `/v1/responses` and answers to them, with secrets in every place where a text can stand.
struct SecretResponses {
  typealias Written = SecretWriter.Written

  private(set) var writer: SecretWriter

  init(seed: UInt64) { writer = SecretWriter(seed: seed) }

  var secrets: [String] { writer.secrets }

  mutating func request() -> Written {
    writer.forget()
    var members = [writer.constant("model", "tiny"), .both(#""temperature":0.10,"seed":12345678901234567890"#)]
    if writer.chance(4) {
      members.append(writer.member("input", writer.string()))
    } else {
      let items = (0..<Int.random(in: 1...4, using: &writer.generator)).map { _ in inputItem() }
      members.append(writer.member("input", writer.array(items)))
    }
    if writer.chance(2) { members.append(writer.member("instructions", writer.string())) }
    if writer.chance(3) { members.append(writer.member("tools", writer.array([writer.map(), writer.map()]))) }
    if writer.chance(3) { members.append(writer.member("metadata", writer.map())) }
    if writer.chance(3) { members.append(writer.member("x_more", writer.value())) }
    if writer.chance(3) {
      members.append(writer.member("text", writer.object([writer.member("format", writer.map())])))
    }
    if writer.chance(3) {
      let variables = writer.object([writer.member("city", writer.string()), writer.member("part", part("input_text"))])
      members.append(writer.member("prompt", writer.object([writer.member("variables", variables)])))
    }
    return writer.object(members)
  }

  private mutating func inputItem() -> Written {
    switch Int.random(in: 0..<3, using: &writer.generator) {
    case 0:
      let role = ["system", "developer", "user", "assistant"].randomElement(using: &writer.generator) ?? "user"
      let content =
        writer.chance(2) ? writer.string() : writer.array([part("input_text"), part("refusal"), part("novel")])
      return writer.object([writer.constant("role", role), writer.member("content", content)])
    case 1:
      return writer.object([
        writer.constant("type", "function_call_output"), writer.constant("call_id", "c_1"),
        writer.member("output", writer.chance(2) ? writer.string() : writer.array([part("input_text")])),
      ])
    default: return item()
    }
  }

  /// An item that requests and answers may hold.
  mutating func item() -> Written {
    let kinds: [(String, [Written])] = [
      (
        "message",
        [
          writer.constant("role", "assistant"),
          writer.member("content", writer.array([part("output_text"), part("refusal")])),
        ]
      ),
      (
        "reasoning",
        [
          writer.member("summary", writer.array([part("summary_text")])),
          writer.member("content", writer.array([part("reasoning_text")])),
          writer.constant("encrypted_content", "gA=="),
        ]
      ),
      (
        "tool_search_call",
        [writer.member("arguments", writer.map(numbers: true)), writer.member("name", writer.string())]
      ),
      ("custom_tool_call", [writer.member("input", writer.string()), writer.constant("call_id", "c_2")]),
      ("mcp_call", [writer.member("output", writer.string()), writer.member("error", writer.map())]),
      (
        "shell_call",
        [
          writer.member(
            "action",
            writer.object([
              writer.member("commands", writer.array([writer.string(), writer.string()])),
              writer.member("k", writer.value()),
            ]))
        ]
      ),
      (
        "shell_call_output",
        [
          writer.member(
            "output",
            writer.array([
              writer.object([writer.member("stdout", writer.string()), writer.member("stderr", writer.string())])
            ]))
        ]
      ),
      (
        "apply_patch_call",
        [
          writer.member(
            "operation",
            writer.object([writer.member("diff", writer.string()), writer.member("path", writer.string())]))
        ]
      ),
      (
        "code_interpreter_call",
        [
          writer.member("code", writer.string()),
          writer.member(
            "outputs",
            writer.array([writer.object([writer.constant("type", "logs"), writer.member("logs", writer.string())])])),
        ]
      ),
      (
        "file_search_call",
        [writer.member("queries", writer.array([writer.string()])), writer.member("results", writer.value())]
      ),
      ("program_output", [writer.member("result", writer.string())]),
      ("mcp_list_tools", [writer.member("tools", writer.array([writer.map()]))]),
      ("novel_call", [writer.member("payload", writer.value())]),
    ]
    guard let (type, members) = kinds.randomElement(using: &writer.generator) else { return .both("{}") }
    // What was written for the others is no part of the document: a secret of theirs is found nowhere.
    return writer.object(members + [writer.constant("type", type), writer.constant("id", "i_1")])
  }

  private mutating func part(_ type: String) -> Written {
    var members = [
      writer.constant("type", type), writer.member(type == "refusal" ? "refusal" : "text", writer.string()),
    ]
    if writer.chance(3) { members.append(writer.member("annotations", writer.array([writer.map()]))) }
    return writer.object(members)
  }

  /// A whole answer.
  mutating func answer() -> Written {
    writer.forget()
    return response()
  }

  /// An event, of any kind.
  mutating func event() -> Written {
    writer.forget()
    let place: Written = .both(#""item_id":"i_1","output_index":1,"content_index":2,"sequence_number":3"#)
    let events: [(String, Written)] = [
      ("response.output_text.delta", writer.member("delta", writer.string())),
      ("response.output_text.done", writer.member("text", writer.string())),
      ("response.refusal.done", writer.member("refusal", writer.string())),
      ("response.custom_tool_call_input.delta", writer.member("delta", writer.string())),
      ("response.shell_call_command.added", writer.member("command", writer.string())),
      ("response.code_interpreter_call_code.done", writer.member("code", writer.string())),
      (
        "response.output_text.annotation.added",
        .both(#""annotation_index":2,"#) + writer.member("annotation", writer.map())
      ),
      ("response.output_item.added", writer.member("item", item())),
      ("response.output_item.done", writer.member("item", item())),
      ("response.content_part.done", writer.member("part", part("output_text"))),
      ("response.completed", writer.member("response", response())),
      ("response.novel", writer.member("x", writer.value())),
      ("error", writer.member("message", writer.string())),
    ]
    guard let (type, member) = events.randomElement(using: &writer.generator) else { return .both("{}") }
    return writer.object([writer.constant("type", type), member, place])
  }

  private mutating func response() -> Written {
    let items = (0..<Int.random(in: 0...3, using: &writer.generator)).map { _ in item() }
    return writer.object([
      writer.constant("id", "resp_1"), writer.constant("status", "completed"), writer.constant("model", "tiny"),
      .both(
        #""instructions":"say it","tools":[{"name":"say it"}],"metadata":{"k":"say it"},"usage":{"total_tokens":1.50}"#),
      writer.member("output", writer.array(items)), writer.member("x_more", writer.value()),
    ])
  }
}
