/// Random requests to `/v1/messages`, and answers, with secrets in every place that a text can stand in.
enum AnthropicBodies {
  typealias Written = SecretWriter.Written

  static func request(_ writer: inout SecretWriter) -> Written {
    var fields: [Written] = [.both(#""model" : "tiny","max_tokens":12345678901234567890,"temperature":0.10"#)]
    if writer.chance(3) {
      fields.append(writer.member("system", writer.chance(2) ? writer.string() : writer.array([text(&writer)])))
    }
    if writer.chance(3) { fields.append(writer.member("unknown_field", writer.value())) }
    if writer.chance(3) { fields.append(writer.member("stop_sequences", writer.array([writer.string()]))) }
    if writer.chance(3) {
      let tool = writer.object([writer.member("description", writer.string()), writer.member("name", writer.string())])
      fields.append(writer.member("tools", writer.array([tool])))
    }
    if writer.chance(3) {
      fields.append(writer.member("output_config", writer.object([writer.member("format", writer.map())])))
    }
    let messages = (0..<Int.random(in: 1..<4, using: &writer.generator)).map { _ in message(&writer) }
    fields.append(writer.member("messages", writer.array(messages)))
    return writer.object(fields)
  }

  /// A whole message.
  static func answer(_ writer: inout SecretWriter) -> Written {
    var fields: [Written] = [
      .both(#""id":"msg_1","type":"message","role":"assistant","model":"tiny","stop_sequence" : null"#),
      .both(#""usage":{"input_tokens":1.50,"output_tokens":2}"#), writer.constant("stop_reason", "end_turn"),
      writer.member("content", blocks(&writer, depth: 0)),
    ]
    if writer.chance(3) { fields.append(writer.member("unknown_field", writer.value())) }
    if writer.chance(3) {
      let details = writer.object([writer.constant("type", "refusal"), writer.member("explanation", writer.string())])
      fields.append(writer.member("stop_details", details))
    }
    return writer.object(fields)
  }

  private static func message(_ writer: inout SecretWriter) -> Written {
    let role = ["user", "assistant", "system", "critic"].randomElement(using: &writer.generator) ?? "user"
    var fields = [writer.constant("role", role)]
    if writer.chance(4) {
      fields.append(writer.member("content", writer.string()))
    } else {
      fields.append(writer.member("content", blocks(&writer, depth: 0)))
    }
    if writer.chance(5) { fields.append(writer.member("x_note", writer.value())) }
    return writer.object(fields)
  }

  /// Blocks of which those with text come one at most, so that nothing is judged in two readings.
  private static func blocks(_ writer: inout SecretWriter, depth: Int) -> Written {
    let count = Int.random(in: 0..<4, using: &writer.generator)
    return writer.array((0..<count).map { _ in block(&writer, depth: depth) })
  }

  static func text(_ writer: inout SecretWriter) -> Written {
    var fields = [writer.constant("type", "text"), writer.member("text", writer.string())]
    if writer.chance(3) {
      let citation = writer.object([
        writer.constant("type", "char_location"), writer.member("cited_text", writer.string()),
        writer.member("document_title", writer.string()), .both(#""start_char_index":1"#),
      ])
      fields.append(writer.member("citations", writer.array([citation])))
    }
    return writer.object(fields)
  }

  private static func block(_ writer: inout SecretWriter, depth: Int) -> Written {
    switch Int.random(in: 0..<(depth < 3 ? 9 : 6), using: &writer.generator) {
    case 0: return text(&writer)
    case 1:
      return writer.object([
        writer.constant("type", "thinking"), writer.member("thinking", writer.string()),
        writer.constant("signature", "Eq+/="),
      ])
    case 2:
      return writer.object([
        writer.constant("type", "tool_use"), writer.constant("id", "toolu_1"), writer.member("name", writer.string()),
        writer.member("input", writer.map(numbers: depth == 0)),
      ])
    case 3:
      let source = writer.object([writer.constant("type", "text"), writer.member("data", writer.string())])
      return writer.object([
        writer.constant("type", "document"), writer.member("source", source), writer.member("title", writer.string()),
        writer.member("context", writer.string()),
      ])
    case 4:
      let source = writer.object([writer.constant("type", "base64"), writer.constant("data", "AAAA+/==")])
      return writer.object([writer.constant("type", "image"), writer.member("source", source)])
    case 5: return writer.object([writer.constant("type", "hologram"), writer.member("beam", writer.value())])
    case 6:
      let content = writer.chance(3) ? writer.string() : blocks(&writer, depth: depth + 1)
      return writer.object([
        writer.constant("type", "tool_result"), writer.constant("tool_use_id", "toolu_1"),
        writer.member("content", content),
      ])
    case 7:
      return writer.object([
        writer.constant("type", "search_result"), writer.member("source", writer.string()),
        writer.member("title", writer.string()), writer.member("content", blocks(&writer, depth: depth + 1)),
      ])
    default:
      let result = writer.object([
        writer.constant("type", "code_execution_result"), writer.member("stdout", writer.string()),
        writer.member("stderr", writer.string()), writer.member("content", blocks(&writer, depth: depth + 1)),
      ])
      return writer.object([
        writer.constant("type", "code_execution_tool_result"), writer.member("content", result),
      ])
    }
  }
}
