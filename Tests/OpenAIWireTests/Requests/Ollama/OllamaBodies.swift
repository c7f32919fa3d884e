/// Random requests to `/api/chat`, and answers, with secrets in every place that a text can stand in.
enum OllamaBodies {
  typealias Written = SecretWriter.Written

  static func request(_ writer: inout SecretWriter) -> Written {
    var fields: [Written] = [.both(#""model" : "tiny","keep_alive":"5m","think":true"#)]
    if writer.chance(3) { fields.append(writer.member("template", writer.string())) }
    if writer.chance(3) { fields.append(writer.member("unknown_field", writer.value())) }
    if writer.chance(3) {
      let options: [Written] = [
        writer.member("stop", writer.array([writer.string()])),
        .both(#""temperature":0.10,"seed":12345678901234567890"#),
        writer.member("odd", writer.value()),
      ]
      fields.append(writer.member("options", writer.object(options)))
    }
    if writer.chance(3) { fields.append(writer.member("format", writer.map())) }
    if writer.chance(3) {
      let function = writer.object([
        writer.member("description", writer.string()), writer.member("name", writer.string()),
      ])
      let tool = writer.object([writer.constant("type", "function"), writer.member("function", function)])
      fields.append(writer.member("tools", writer.array([tool])))
    }
    let messages = (0..<Int.random(in: 1..<5, using: &writer.generator)).map { _ in message(&writer) }
    fields.append(writer.member("messages", writer.array(messages)))
    return writer.object(fields)
  }

  /// An answer, or a line of one.
  static func answer(_ writer: inout SecretWriter) -> Written {
    var message = [writer.constant("role", "assistant"), writer.member("content", writer.string())]
    if writer.chance(3) { message.append(writer.member("thinking", writer.string())) }
    if writer.chance(3) { message.append(writer.member("x_note", writer.value())) }
    if writer.chance(3) { message.append(writer.member("tool_calls", writer.array([call(&writer)]))) }
    var fields: [Written] = [
      .both(#""model":"tiny","created_at":"2026-11-21T11:39:45.123456789Z","eval_count":7,"total_duration":1.50"#),
      .both(#""done":true,"done_reason" : "stop""#), writer.member("message", writer.object(message)),
    ]
    if writer.chance(3) { fields.append(writer.member("unknown_field", writer.value())) }
    return writer.object(fields)
  }

  private static func message(_ writer: inout SecretWriter) -> Written {
    let role = ["system", "user", "assistant", "tool", "critic"].randomElement(using: &writer.generator) ?? "user"
    var fields = [writer.constant("role", role), writer.member("content", writer.string())]
    if writer.chance(4) { fields.append(writer.member("thinking", writer.string())) }
    if writer.chance(4) { fields.append(writer.member("tool_name", writer.string())) }
    if writer.chance(4) { fields.append(writer.member("x_note", writer.value())) }
    if writer.chance(4) { fields.append(writer.member("images", .both(#"["AAAA+/=="]"#))) }
    if writer.chance(3) { fields.append(writer.member("tool_calls", writer.array([call(&writer), call(&writer)]))) }
    return writer.object(fields)
  }

  private static func call(_ writer: inout SecretWriter) -> Written {
    let function = writer.object([
      writer.member("name", writer.string()), writer.member("arguments", writer.map(numbers: true)),
    ])
    return writer.object([writer.constant("id", "call_1"), writer.member("function", function)])
  }
}
